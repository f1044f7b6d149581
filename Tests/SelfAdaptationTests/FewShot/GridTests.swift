import Foundation
import SelfAdaptation
import Testing
import TestKit

/// Grids, and grids as text.
@Suite struct GridTests {
    @Test(arguments: 0..<50 as Range<UInt64>)
    func readingInvertsWriting(seed: UInt64) throws {
        let grid = try SampleGrids.grid(seed, longest: 30)
        #expect(Grid(text: grid.text) == grid)
        #expect(grid.text.split(separator: "\n").count == grid.rows)
        let copy = try JSONDecoder().decode(Grid.self, from: JSONEncoder().encode(grid))
        #expect(copy == grid)
    }

    @Test func whatFollowsAnEmptyLineDoesNotCount() throws {
        #expect(Grid(text: "12\n34\n\nInput:\n5") == (try SampleGrids.make([[1, 2], [3, 4]])))
        #expect(Grid(text: "12 \r\n34") == (try SampleGrids.make([[1, 2], [3, 4]])))
    }

    @Test(arguments: [
        "", "\n12", "12\n3", "1 2\n3 4", "1a", "١٢", "１２", "-1", "12\n\u{0}", "🟥🟦",
        String(repeating: "1", count: 31), String(repeating: "1\n", count: 31),
        String(repeating: "9", count: 1 << 16),
    ])
    func whatIsNoGridIsNone(text: String) {
        #expect(Grid(text: text) == nil)
    }

    /// Random bytes that look a little like grids: any of them may be none, none of them may crash.
    @Test func nothingThatAModelWritesCrashes() {
        var generator = SmallGenerator(state: 3)
        let letters = Array("0123456789 \n\n\nabc[]-,é")
        for _ in 0..<2000 {
            let length = Int.random(in: 0...40, using: &generator)
            let text = String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "0" })
            if let grid = Grid(text: text) { #expect(Grid(text: grid.text) == grid) }
        }
    }

    @Test(arguments: ["[]", "[[]]", "[[1],[1,2]]", "[[10]]", "[[-1]]", "[[1.5]]", "7", "[[null]]"])
    func aFileWithoutAGridIsRefused(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Grid.self, from: Data(json.utf8))
        }
    }
}

/// Files of tasks.
@Suite struct GridDatasetTests {
    private static let challenges = Data(
        #"{"b": {"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[3]]}]}, "a": {"train": [{"input": [[0]], "output": [[5]]}], "test": [{"input": [[1]]}, {"input": [[2]]}]}}"#
            .utf8)

    @Test func challengesAndSolutionsBecomeTasks() throws {
        let solutions = Data(#"{"a": [[[7]], [[8]]], "b": [[[4]]]}"#.utf8)
        let tasks = try GridDataset.decode(
            challenges: Self.challenges, solutions: GridDataset.decode(solutions: solutions))
        #expect(tasks.map(\.name) == ["a", "b"])
        #expect(tasks[0].tests.map(\.output) == [try SampleGrids.make([[7]]), try SampleGrids.make([[8]])])
        #expect(tasks[0].size == 8)
    }

    @Test func aTaskWithoutItsSolutionIsNamed() {
        #expect(
            throws: GridDataset.Incomplete(
                task: "a", problem: "has no solution for test 1", lacksSolution: true)
        ) {
            try GridDataset.decode(challenges: Self.challenges)
        }
        #expect(throws: GridDataset.Incomplete(task: "a", problem: "has 2 tests and 1 solutions")) {
            try GridDataset.decode(
                challenges: Self.challenges,
                solutions: GridDataset.decode(solutions: Data(#"{"a": [[[7]]], "b": [[[4]]]}"#.utf8)))
        }
    }

    private static let task =
        #""train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[3]], "output": [[4]]}]"#

    @Test func aListOfTasksKeepsItsOrderAndNames() throws {
        let json =
            "[{\(Self.task)}, {\(Self.task), \"id\": \"b7\"}, {\"id\": 5, \(Self.task)}, "
            + "{\"task_id\": \"c\", \(Self.task)}]"
        let tasks = try GridDataset.decode(challenges: Data(json.utf8), name: "mine")
        #expect(tasks.map(\.name) == ["mine-1", "b7", "5", "c"])
        #expect(tasks.allSatisfy { $0.tests.count == 1 })
        let parts = Data("{\"train\": [{\(Self.task)}], \"test\": []}".utf8)
        #expect(try GridDataset.decode(part: "train", of: parts).map(\.name) == ["train-1"])
    }

    @Test(arguments: [
        ("{\(task)}", GridFileShape.task), (#"{"train": [], "test": []}"#, .task), ("{}", .tasks),
        ("{\"a\": {\(task)}, \"b\": {\(task)}}", .tasks), ("[{\(task)}]", .tasks),
        ("{\"train\": {\"a\": {\(task)}}, \"eval\": {}}", .parts(["eval", "train"])),
        ("{\"train\": [{\(task)}], \"test\": [{\(task)}]}", .parts(["test", "train"])),
        (#"[{"input": [[1]], "output": [[2]]}, {"input": [[1]], "output": [[2]]}]"#, .pairs(2)),
        (#"{"input": [[1]], "output": [[2]]}"#, .pairs(1)),
        (#"{"a": [[[1]]], "b": [[[2]], [[3]]]}"#, .solutions),
        ("[[[1]]]", .other), ("[]", .other), ("7", .other), ("", .other), (#"{"a": 1}"#, .other),
        (#"[{"title": "T", "context": "C."}]"#, .other),
    ])
    func whatAFileIs(json: String, shape: GridFileShape) {
        #expect(GridFileShape(Data(json.utf8)) == shape)
    }

    @Test func aFileMayHoldOneTaskOrParts() throws {
        let task =
            #"{"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[3]], "output": [[4]]}]}"#
        let one = try GridDataset.decode(task: Data(task.utf8), name: "one")
        #expect(one.name == "one" && one.tests.count == 1)
        let parts = Data("{\"train\": {\"one\": \(task)}, \"eval\": {}}".utf8)
        #expect(try GridDataset.decode(part: "train", of: parts) == [one])
        #expect(try GridDataset.decode(part: "eval", of: parts).isEmpty)
        #expect(throws: GridDataset.Incomplete.self) {
            try GridDataset.decode(task: Data(#"{"train": [], "test": []}"#.utf8), name: "none")
        }
    }
}
