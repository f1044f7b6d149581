import Files
import LanguageModel
import ModelFormats
import ModelLibrary

/// One line of the list of models.
package struct ModelRow: Codable {
    /// What to call it.
    package let name: String
    /// Where it is or will be.
    package let path: String
    /// Its size.
    package let bytes: Int
    /// How it stands.
    package let state: String
    /// Its licence, where that is known.
    package let licence: String?
    /// Whether it computes unless a request says otherwise.
    package let `default`: Bool
    /// The program that keeps it.
    package let keeper: String
    /// Why it cannot be used; nil when it can.
    package let reason: String?

    /// A model of the catalogue, or of the user's own.
    init(_ model: ModelListing.Model, default standard: String) {
        name = model.name
        path = model.path
        bytes = model.bytes
        state = model.state.rawValue
        licence = model.licence
        `default` = model.name == standard
        keeper = FoundModel.Keeper.home.rawValue
        reason = nil
    }

    /// A model that stands elsewhere; its beginning is read to see whether it can be used.
    init(_ model: FoundModel, default standard: String) {
        name = model.name
        path = model.path
        bytes = model.bytes
        licence = nil
        `default` = model.name == standard
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
}

extension Workbench {
    /// The models that are there, in the home folder or with other programs, and those that can be pulled.
    package func listModels() -> [ModelRow] {
        let elsewhere = FoundModels(home: home, environment: environment).all()
        for remark in elsewhere.remarks { note(.remark(remark)) }
        let standard = settings.model ?? ModelCatalog.defaultModel.name
        return ModelListing(home: home).models().map { ModelRow($0, default: standard) }
            + elsewhere.models.map { ModelRow($0, default: standard) }
    }
}
