import Console
import Files
import LanguageModel
import ModelFormats
import ModelLibrary

/// One line of the list of models.
struct ModelRow: Codable {
    let name: String
    let path: String
    let bytes: Int
    let state: String
    let licence: String?
    let `default`: Bool
    let keeper: String
    let reason: String?

    /// A model of the catalogue, or of the user's own.
    init(_ model: ModelListing.Model) {
        name = model.name
        path = model.path
        bytes = model.bytes
        state = model.state.rawValue
        licence = model.licence
        `default` = model.name == ModelCatalog.defaultModel.name
        keeper = FoundModel.Keeper.home.rawValue
        reason = nil
    }

    /// A model that stands elsewhere; its beginning is read to see whether it can be used.
    init(_ model: FoundModel) {
        name = model.name
        path = model.path
        bytes = model.bytes
        licence = nil
        `default` = false
        keeper = model.keeper.rawValue
        reason = model.obstacle ?? Self.obstacle(model.path)
        state = reason == nil ? "found" : "unsupported"
    }

    /// Why a model cannot be used; nil when its sizes, names and types of weights are known ones.
    private static func obstacle(_ path: String) -> String? {
        do {
            if isFolder(path) { _ = try HuggingFaceFolder(path: path).tokenizerPath() }
            _ = try ModelConfiguration(path: path)
            return nil
        } catch let error as Diagnosis {
            return error.problem
        } catch {
            return "cannot be read"
        }
    }

    /// How the state is painted.
    var paint: Style.Paint? {
        switch state {
        case ModelListing.State.verified.rawValue: .green
        case ModelListing.State.damaged.rawValue: .red
        case ModelListing.State.unverified.rawValue, ModelListing.State.begun.rawValue: .yellow
        default: nil
        }
    }
}
