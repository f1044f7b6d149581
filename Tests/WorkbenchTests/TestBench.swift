import Files
import Foundation
import LanguageModel
import ModelLibrary
import SelfAdaptation
import Synchronization
import TestKit
import Workbench

/// A workbench over a home of its own with a tiny model, and what it has told.
final class TestBench: Sendable {
    let home: TemporaryHome
    let model: TinyModel
    private let events = Mutex<[WorkEvent]>([])
    private let seconds = Mutex(0.0)

    init() throws {
        home = try TemporaryHome()
        try TinyModelFolder.long.write(to: home.path("tiny"))
        model = TinyModel(path: home.path("tiny"))
    }

    /// The workbench; its clock goes on by a second at each look.
    var bench: Workbench {
        Workbench(
            home: SelkieHome(chosen: home.path("home"), environment: [:]), environment: [:],
            clock: WorkClock { [self] in
                seconds.withLock { seconds in
                    seconds += 1
                    return seconds
                }
            },
            models: model, tell: { [self] event in events.withLock { $0.append(event) } })
    }

    /// What was told so far.
    var told: [WorkEvent] { events.withLock { $0 } }

    /// The runs that were told of, with how they stood.
    var runs: [(name: String, state: WorkNote.RunState)] {
        told.compactMap { if case .note(.run(let name, let state)) = $0 { (name, state) } else { nil } }
    }
}

/// Gives one model whatever it is asked for, and counts how often.
final class TinyModel: ModelProvider {
    private let path: String
    let loads = Counter()

    init(path: String) { self.path = path }

    func resolve(_ name: String?) throws -> ModelResolver.Model {
        ModelResolver.Model(name: name ?? "tiny", path: path, kind: .huggingFace)
    }

    func load(_ model: ModelResolver.Model, threads: Int?) throws -> LanguageModel {
        loads.add(1)
        return try LanguageModel(path: model.path, threads: threads)
    }
}

extension TinyModelFolder {
    /// A model with room for a lesson.
    fileprivate static var long: TinyModelFolder {
        var folder = TinyModelFolder()
        folder.contextLength = 2048
        return folder
    }
}
