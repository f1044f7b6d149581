import LanguageModel
import TestKit

/// An engine over a tiny random model, with the folder that it was loaded from.
struct TinyEngine {
    let engine: Engine
    private let home: TemporaryHome

    init(hasChatTemplate: Bool = true) throws {
        home = try TemporaryHome()
        var folder = TinyModelFolder()
        folder.contextLength = 1024
        folder.hasChatTemplate = hasChatTemplate
        try folder.write(to: home.path("model"))
        engine = Engine(try LanguageModel(path: home.path("model"), threads: 1), threads: 1)
    }
}
