-- The words of all versions, to be searched. The texts stay where they are:
-- this holds where each word stands. It is filled after versions are stored.
CREATE VIRTUAL TABLE article USING fts5(title, text, content = 'version',
    content_rowid = 'id', tokenize = 'tallybook');
