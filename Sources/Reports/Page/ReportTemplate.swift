import Mustache

/// The page's skeleton; it is part of the program, so that the program stays one file.
///
/// What comes from a run is written with two braces and so escaped. Three braces are for what this target has made
/// itself: the style sheet, and charts, which escape their own words.
enum ReportTemplate {
    /// The page as text.
    ///
    /// - Throws: `MustacheTemplate`'s error when the skeleton is wrong.
    static func render(_ page: Page) throws -> String {
        MustacheContentTypes.register(Escaping(), named: Escaping.name)
        return try MustacheTemplate(string: skeleton).render(page)
    }

    /// The policy keeps a browser from fetching or running anything, whatever a passage might smuggle in.
    private static let skeleton = """
        {{% CONTENT_TYPE:\(Escaping.name)}}
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <header>
        <p class="kicker">{{kicker}}</p>
        <h1 dir="auto">{{name}}</h1>
        {{#sentences}}
        <p class="lead">{{.}}</p>
        {{/sentences}}
        <dl class="facts">
        {{#facts}}
        <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
        {{/facts}}
        </dl>
        </header>
        <nav aria-label="Contents"><ul>
        {{#sections}}
        <li><a href="#{{id}}">{{heading}}</a></li>
        {{/sections}}
        </ul></nav>
        <main>
        {{#sections}}
        <section id="{{id}}">
        <h2>{{heading}}</h2>
        {{#notes}}
        <p>{{.}}</p>
        {{/notes}}
        <div class="figures">
        {{#figures}}
        {{{wide}}}
        {{{narrow}}}
        {{/figures}}
        </div>
        {{#tables}}
        \(table)
        {{/tables}}
        {{#passages}}
        <details class="passage">
        <summary><span class="place">{{place}}</span> <span class="subject" dir="auto">{{subject}}</span> \
        <span class="result">{{result}}</span></summary>
        {{#texts}}
        <div class="text" dir="auto">{{.}}</div>
        {{/texts}}
        {{#drawings}}
        {{{wide}}}
        {{{narrow}}}
        {{/drawings}}
        {{#scores}}
        \(table)
        {{/scores}}
        <div class="edits">
        {{#edits}}
        <section class="edit">
        <h3>{{rank}}</h3>
        <p>{{origin}}</p>
        <p>{{outcome}}</p>
        {{#completions}}
        <div class="text" dir="auto">{{.}}</div>
        {{/completions}}
        {{#drawings}}
        {{{wide}}}
        {{/drawings}}
        </section>
        {{/edits}}
        </div>
        </details>
        {{/passages}}
        </section>
        {{/sections}}
        </main>
        </body>
        </html>

        """

    /// A table; roles are said because a phone's layout would take them away.
    private static let table = """
        <div class="scroll" role="region" aria-label="{{caption}}" tabindex="0">
        <table class="{{form}}" role="table">
        <caption>{{caption}}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{{corner}}</th>\
        {{#heads}}<th role="columnheader" scope="col">{{.}}</th>{{/heads}}</tr></thead>
        <tbody role="rowgroup">
        {{#rows}}
        <tr role="row"><th role="rowheader" scope="row" data-label="{{lead}}">{{head}}</th>\
        {{#cells}}<td role="cell" class="{{kind}}" data-label="{{label}}">{{content}}\
        {{#bars}}<span class="bar" style="width:{{.}}%"></span>{{/bars}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        """
}
