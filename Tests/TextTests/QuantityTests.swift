import Testing
import Text

struct QuantityTests {
    @Test func wholeNumbers() {
        #expect(
            [0, 999, 1000, 1_234_567, -1000].map { Quantity.count($0) } == [
                "0", "999", "1,000", "1,234,567", "-1,000",
            ])
        #expect([0, 1, 1200].map { Quantity.count($0, "task") } == ["0 tasks", "1 task", "1,200 tasks"])
        #expect([1, 2].map { Quantity.count($0, "entry", plural: "entries") } == ["1 entry", "2 entries"])
        #expect(Quantity.count(.min) == "-9,223,372,036,854,775,808")
    }

    @Test func decimals() {
        #expect(Quantity.decimal(0.25, places: 2) == "0.25")
        #expect(Quantity.decimal(-0.01) == "0.0")
        #expect(Quantity.decimal(-0.06) == "-0.1")
        #expect(Quantity.decimal(.nan) == "n/a")
        #expect(Quantity.percent(0.415, places: 1) == "41.5 %")
        #expect(Quantity.percent(.infinity) == "n/a")
    }

    @Test func rates() {
        #expect([0.123, 4.56, 154.4, 12_300].map(Quantity.rate) == ["0.12", "4.6", "154", "12,300"])
        #expect(Quantity.rate(1e30) == "1e+30")
    }

    @Test func amounts() {
        let texts = [0, 999, 1000, 98_362_432, 999_950, 2_500_000_000].map(Quantity.bytes)
        #expect(texts == ["0 B", "999 B", "1.0 kB", "98.4 MB", "1.0 MB", "2.5 GB"])
        #expect(Quantity.bytes(.max) == "9.2 EB")
    }

    @Test func times() {
        let texts = [0, 0.44, 9.94, 9.96, 59.4, 59.6, 185, 7620, 90_000, -1].map(Quantity.duration)
        #expect(
            texts == [
                "0.0 s", "0.4 s", "9.9 s", "10 s", "59 s", "1 min 00 s", "3 min 05 s", "2 h 07 min",
                "1 d 01 h",
                "0.0 s",
            ])
        #expect(Quantity.duration(.infinity) == "n/a")
    }
}
