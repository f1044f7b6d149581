/// The page's style sheet.
enum ReportStyle {
    /// All rules: light ones first, dark ones for screens of readers who like it dark; paper is always light.
    static var sheet: String {
        """
        \(colours(.light))
        \(ChartStyle.rules(.light))
        \(layout)
        @media screen and (prefers-color-scheme:dark){
        \(colours(.dark))
        \(ChartStyle.rules(.dark))
        }
        """
    }

    private static func colours(_ palette: Palette) -> String {
        """
        :root{--ground:\(palette.ground);--text:\(palette.text);--muted:\(palette.muted);--grid:\(palette.grid);\
        --axis:\(palette.axis);--accent:\(palette.series[0])}
        """
    }

    private static let layout = """
        :root{color-scheme:light dark}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:54rem;padding:2rem 1rem 4rem;background:var(--ground);color:var(--text);\
        font:1rem/1.55 system-ui,-apple-system,"Segoe UI","Helvetica Neue","DejaVu Sans",sans-serif;\
        -webkit-text-size-adjust:100%}
        h1{font-size:clamp(1.6rem,5vw,2.2rem);line-height:1.2;margin:0 0 .75rem;overflow-wrap:anywhere}
        h2{font-size:1.3rem;line-height:1.3;margin:0 0 .5rem}
        h3{font-size:1rem;margin:0 0 .25rem}
        p{margin:0 0 .75rem;max-width:44rem}
        .kicker{color:var(--muted);font-size:.875rem;margin:0 0 .25rem}
        .lead{font-size:1.08rem}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:1rem;margin:1.5rem 0;\
        padding:1rem 0;border:solid var(--grid);border-width:1px 0}
        .facts dt{color:var(--muted);font-size:.8125rem}
        .facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
        a{color:var(--accent);text-underline-offset:.15em}
        main>section{margin-top:3rem}
        .figures{display:flex;flex-wrap:wrap;gap:1.5rem;margin:1.25rem 0}
        .figures:empty,.figures:not(:has(*)){display:none}
        .chart{display:block;width:100%;height:auto}
        .chart.half{max-width:24rem;flex:1 1 20rem}
        .chart.wide{display:none}
        .chart.narrow{max-width:30rem}
        @media (min-width:46rem){.chart.wide{display:block}.chart.narrow{display:none}}
        .scroll{overflow-x:auto;margin:1.25rem 0}
        table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
        caption{text-align:start;color:var(--muted);font-size:.875rem;padding:0 0 .4rem}
        th,td{text-align:start;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--grid)}
        thead th{color:var(--muted);font-weight:500;font-size:.8125rem;border-color:var(--axis);vertical-align:bottom}
        tbody th{font-weight:600}
        td,thead th:not(:first-child){text-align:end}
        .number{white-space:nowrap}
        th:last-child,td:last-child{padding-inline-end:0}
        .bar{display:block;height:.3rem;margin-inline-start:auto;margin-top:.2rem;background:var(--accent);\
        print-color-adjust:exact;-webkit-print-color-adjust:exact}
        @media (max-width:54rem){table{font-size:.875rem}th,td{padding-inline-end:.5rem}}
        @media (max-width:35rem){
        .stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .stack,.stack tbody,.stack tr,.stack th,.stack td,.stack caption{display:block}
        .stack tbody th{border:0;padding:.75rem 0 .1rem}
        .stack td{display:flex;justify-content:space-between;gap:1rem;padding:.25rem 0;text-align:end}
        .stack tbody th::before{content:attr(data-label) " "}
        .stack .bar{display:none}
        .stack td::before{content:attr(data-label);color:var(--muted);text-align:start;white-space:normal}
        }
        .passage{border-bottom:1px solid var(--grid)}
        .passage summary{display:grid;grid-template-columns:2.5rem minmax(0,1fr) auto;gap:.25rem .5rem;padding:.55rem 0;\
        cursor:pointer;list-style:none}
        .passage summary::-webkit-details-marker{display:none}
        .place{color:var(--muted);text-align:end}
        .place::before{content:"\\25B8";float:left}
        details[open]>summary .place::before{content:"\\25BE"}
        .subject{font-weight:600;overflow-wrap:anywhere}
        .result{color:var(--muted);font-variant-numeric:tabular-nums;text-align:end}
        @media (max-width:35rem){.result{grid-column:2;text-align:start}}
        .text{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9375rem;padding:.75rem;margin:.5rem 0;\
        border:1px solid var(--grid);border-radius:.375rem}
        .edits{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1.25rem;\
        margin:1rem 0 1.5rem}
        .edit{min-width:0}
        .edit p{margin:0;color:var(--muted);font-size:.875rem}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        @page{margin:16mm}
        @media print{
        body{max-width:none;padding:0;font-size:10.5pt}
        nav{display:none}
        .chart.wide{display:block}.chart.narrow{display:none}
        .chart,.scroll,.edit h3,summary{break-inside:avoid}
        h2,h3,caption,section>p{break-after:avoid}
        p{break-inside:avoid}
        .figures:not(:has(.half)){display:block}
        .scroll{overflow:visible}
        main>section{margin-top:2rem}
        }
        """
}
