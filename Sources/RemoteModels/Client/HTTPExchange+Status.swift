import Files

extension HTTPExchange {
    /// The error that a response's status is, with what the server says about it.
    func failure(_ response: Response, model: String, keyVariable: String) -> Diagnosis {
        let status = response.status
        let (code, remedy): (Diagnosis.Code, String) =
            switch status {
            case 408: (.timedOut, "try again later")
            case 409, 429: (.serverBusy, "try again later, or with fewer requests at once")
            case 500...: (.serverFailed, "try again later, or look at the server's log")
            case 401, 403: (.refused, "put a key that is valid there into \(keyVariable)")
            case 404: (.refused, "check the address and the model's name")
            case 300..<400: (.refused, "give the address that it points to")
            default: (.refused, "check the model's name and what the server supports")
            }
        return Diagnosis(
            code, remote: address, problem: "answers \(status) for the model \(model)\(quotation(response))",
            remedy: remedy)
    }

    /// The server's own words; about keys they may hold a part of one, so those are left out.
    private func quotation(_ response: Response) -> String {
        guard response.status != 401, response.status != 403,
            let message = ServerComplaint.message(in: response.body, redacted: { key?.redacted($0) ?? $0 })
        else { return "" }
        return " (\(message))"
    }
}
