import HTTPTypes
import Hummingbird

/// The page for people: what is known, what waits, what is learned; it asks the same routes as everybody.
struct DashboardRoutes {
    func add(to router: Router<BasicRequestContext>) {
        router.get("/") { _, _ in page(DashboardPage.html, "text/html; charset=utf-8") }
        router.get("dashboard.css") { _, _ in page(DashboardStyle.sheet, "text/css; charset=utf-8") }
        router.get("dashboard.js") { _, _ in page(DashboardScript.code, "text/javascript; charset=utf-8") }
    }

    /// A part of the page, which may neither be framed nor fetch anything from elsewhere.
    private func page(_ text: String, _ type: String) -> Response {
        var headers = HTTPFields()
        headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        headers[.cacheControl] = "no-cache"
        if let name = HTTPField.Name("x-content-type-options") { headers[name] = "nosniff" }
        if let name = HTTPField.Name("referrer-policy") { headers[name] = "no-referrer" }
        return .text(text, type: type, headers: headers)
    }
}
