"""What numbers count: their units, through the program."""
import json
import unittest

import program

# A sentence, and the units of the numbers in it that are quantities.
TABLE = """
A bus makes three stops there.|stops
One stops at the gate.|
The team had 12 starts and five wins.|starts; wins
Galaxy 14 comes soon.|
A school has three on-duty guards.|on-duty guards
Two 30-second films were shown.|30-second films
Two 10-year-old girls sang.|10-year-old girls; year-old
The range is 1000-5000.|
Vell is one of the most open-minded judges.|most open-minded judges
A yard holds 60 Velo and Orla cars.|Velo and Orla cars
It sold 40 tall and short masts.|tall and short masts
A dealer sold 12 carts and bought mules.|carts
Six in 10 Harmonders were there.|Harmonders
Six in 10 sang.|
The town has a population of 1,500.|population
It has a staff of more than 100.|staff
It has a staff of 12 cooks.|cooks
A leaf of 12 was torn.|
It asked 447 likely voters.|likely voters
Two very old bridges fell.|very old bridges
Twelve still play there.|
The flood hurt 19 people, including eight tourists, and swept off 7.|people; tourists; tourists
A magnitude 6.4 quake was felt.|magnitude
Forty wells were shut in a town of 12.|wells
Vell thanked both men.|
Both men were killed.|men
"""


class Units(program.Case):
    def units(self, sentence):
        given = self.write("given.ndjson", json.dumps(
            {"id": "1", "lang": "en", "text": sentence}) + "\n")
        row = json.loads(self.succeed("extract", "--quantities", given))
        return "; ".join(q["unit"] for q in row["quantities"] if q["unit"])

    def test_the_units_of_the_table_are_read(self):
        for line in TABLE.strip().splitlines():
            sentence, expected = line.split("|")
            with self.subTest(sentence):
                self.assertEqual(self.units(sentence), expected)


if __name__ == "__main__":
    unittest.main()
