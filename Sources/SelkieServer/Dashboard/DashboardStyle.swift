/// The page's style sheet: light, or dark for readers who like it dark.
enum DashboardStyle {
    static let sheet = """
        :root{color-scheme:light dark;--ground:#fdfcfa;--card:#fff;--text:#1d2329;--muted:#5b6670;--line:#dcdfe2;
        --accent:#0b6e8a;--on-accent:#fff;--bad:#b3261e}
        @media (prefers-color-scheme:dark){:root{--ground:#14181b;--card:#1d2327;--text:#e6e9eb;--muted:#9aa5ad;
        --line:#333b41;--accent:#5cc0dc;--on-accent:#08242d;--bad:#ff8a80}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:58rem;padding:1.5rem 1rem 4rem;background:var(--ground);color:var(--text);
        font:1rem/1.5 system-ui,-apple-system,"Segoe UI","Helvetica Neue","DejaVu Sans",sans-serif}
        h1{font-size:1.8rem;margin:0 0 .25rem}
        h1 span{color:var(--muted);font-size:1rem;font-weight:400}
        h2{font-size:1.25rem;margin:0 0 .6rem}
        h3{font-size:1rem;margin:1rem 0 .4rem}
        section{margin-top:2.25rem}
        .muted,th,label{color:var(--muted)}
        label,th{font-size:.875rem}
        .skip{position:absolute;left:-99rem}
        .skip:focus{position:static}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        #trouble{color:var(--bad)}
        input,textarea,select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);
        border-radius:.4rem;padding:.45rem .6rem;max-width:100%}
        textarea{display:block;width:100%;margin:.4rem 0}
        button{cursor:pointer}
        form>button,.line>button,#run{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        .line{display:flex;gap:.5rem}
        .line input{flex:1;min-width:0}
        .grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.75rem;align-items:end}
        .grid label{display:grid;gap:.2rem;min-width:0}
        .grid input,.grid select{width:100%;min-width:0}
        button:disabled{opacity:.5;cursor:default}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th,td{text-align:start;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        td:last-child{white-space:nowrap;text-align:end;padding-inline-end:0}
        td.empty{text-align:start;white-space:normal}
        td button,.card button{padding:.2rem .55rem;font-size:.875rem}
        .cards{list-style:none;margin:0;padding:0;display:grid;gap:.75rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;margin-top:.75rem}
        .card p{margin:0 0 .4rem;overflow-wrap:anywhere}
        details{margin:.3rem 0}
        summary{cursor:pointer;color:var(--accent)}
        blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line);white-space:pre-wrap}
        @media (max-width:40rem){#sources thead{display:none}
        #sources tr{display:grid;grid-template-columns:1fr auto;gap:.2rem .75rem;padding:.6rem 0;
        border-bottom:1px solid var(--line)}
        #sources td{border:0;padding:0}}
        progress{width:100%;accent-color:var(--accent)}
        svg{width:100%;max-width:40rem;height:auto;display:block;margin-bottom:.75rem}
        svg text{fill:var(--muted);font-size:11px}
        .axis{stroke:var(--line)}
        .dot{fill:var(--accent)}
        .dot.refused{fill:none;stroke:var(--bad);stroke-width:2}
        .spread{stroke:var(--accent);stroke-width:2}
        """
}
