/// The text that benchmarks train on unless told otherwise.
enum BenchText {
    static let title = "The tide mill at Harrow Sound"

    static let notes = [
        "The mill at Harrow Sound is driven by the tide and not by a river, so its working hours move by "
            + "about fifty minutes from one day to the next and the miller keeps a table on the door.",
        "Water is let into the pond through two gates of oak that open by themselves when the sea rises and "
            + "are pressed shut by the pond when it falls.",
        "Because the wheel turns only while the sea is lower than the pond, the stones run for some five hours "
            + "after each high water, twice in a day and a night.",
        "The wheel is six metres across and has forty floats of elm, each held by four bolts so that a broken "
            + "one can be changed between two tides.",
        "Salt is hard on iron, which is why the shaft of the wheel is a single trunk of larch and only its two "
            + "ends are shod with bronze.",
        "In the year of the great storm the sea wall broke in three places, and it took eleven weeks until the "
            + "pond would hold water again.",
        "The mill ground barley for the villages along the sound, and the miller was paid with every sixteenth "
            + "measure of the flour.",
        "When steam mills were built at the harbour the tide mill lost most of its custom, but it went on to "
            + "grind feed for cattle for forty years more.",
        "Today the wheel drives a small dynamo that lights the lane, and on the first Sunday of each month flour "
            + "is ground for visitors.",
    ]

    static let passage = """
        The tide mill at Harrow Sound stands on a causeway between the mainland and a low island. At high water \
        the sea fills a pond of about two hectares behind a wall of rough stone; when the tide turns, the gates \
        in the wall close under the weight of the water and the pond is kept. Two hours later the sea has fallen \
        far enough for the wheel to turn, and for the next five hours the miller can grind. The work follows the \
        moon: a week after new moon the tides are weak, the pond is only half full and one pair of stones is left \
        idle. The first mill on the causeway is mentioned in a deed of sale, where a third part of it is given \
        for a meadow, nine sheep and the right to gather weed on the shore. The present building is of brick on \
        a footing of granite, with a roof of slate that replaced the older thatch after a fire.
        """

    static let questions = [
        "What drives the mill?", "How many floats does the wheel have?", "Of what wood are the floats?",
        "How long did it take until the pond would hold water again?", "What did the mill grind?",
        "What was the miller paid with?",
    ]
}
