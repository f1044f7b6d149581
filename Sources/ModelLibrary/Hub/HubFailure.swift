import Files
import HTTPTransport
import ModelFormats

/// The hub's refusals in words.
///
/// What is meant stands in `X-Error-Code` rather than in the status: a hidden repository answers as one that does
/// not exist.
enum HubFailure {
    /// What the hub answered instead of a file or list.
    static func refusal(
        _ head: HTTPHead, _ reference: HubReference, _ environment: HubEnvironment
    ) -> Diagnosis {
        func error(_ code: Diagnosis.Code, _ problem: String, _ remedy: String) -> Diagnosis {
            Diagnosis(code, file: reference.text, problem: problem, remedy: remedy)
        }
        let page = "\(environment.endpoint)/\(reference.repository)"
        let tokens = "\(environment.endpoint)/settings/tokens"
        let hasToken = environment.token != nil
        switch (head.headers["x-error-code"], head.status) {
        case ("GatedRepo", _):
            return error(
                .unknownModel, "its licence has to be accepted first",
                "accept it at \(page) and pull again\(hasToken ? "" : " with HF_TOKEN set, from \(tokens)")")
        case ("RevisionNotFound", _):
            return error(
                .unknownModel, "the repository has no revision \(reference.revision ?? "main")",
                "see \(page)/tree/main")
        case ("EntryNotFound", _):
            return error(.unknownModel, "the repository has no such file", "see \(page)/tree/main")
        case (_, 401) where hasToken && head.headers["x-error-code"] != "RepoNotFound":
            return error(
                .unknownModel, "the hub does not take the token",
                "check HF_TOKEN or the token that is stored, or make one at \(tokens)")
        case ("RepoNotFound", _), (_, 401), (_, 404):
            return error(
                .unknownModel, "the hub has no such repository, or not for everybody",
                hasToken
                    ? "check the name, and that the token may read \(page)"
                    : "check the name; for a private one set HF_TOKEN, from \(tokens)")
        case (_, 403):
            return error(
                .unknownModel, "access is forbidden",
                "see \(page): a licence may have to be accepted there, or the token may not read it")
        case (_, 429):
            let wait = head.headers["retry-after"].map { " after \(printable($0, limit: 40))" } ?? " later"
            let unit = head.headers["retry-after"].flatMap { Int($0) } == nil ? "" : " seconds"
            return error(
                .busy, "the hub has been asked too often",
                "pull again\(wait)\(unit)\(hasToken ? "" : "; with HF_TOKEN set it allows more")")
        default:
            return error(
                .unavailable, "the hub answers with status \(head.status)", "pull again later; see \(page)")
        }
    }

    /// Why there was no answer.
    static func error(_ error: HTTPError) -> Diagnosis {
        Diagnosis(.unavailable, file: error.subject, problem: error.problem, remedy: error.remedy)
    }
}
