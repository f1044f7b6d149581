import SelfAdaptation

/// Everything that decided the run.
extension Section {
    static func settings(_ run: RunDescription, _ settings: OuterLoopSettings) -> Section {
        let taught = run.domain.settings.map { Setting($0.name, $0.value) }
        let groups = [
            ("Outer loop", Setting.list(settings)),
            ("\(run.domain.title) and inner loop", taught + Setting.list(run.domain.innerLoop)),
            ("Sampling of self-edits", Setting.list(settings.sampling)),
            ("Policy", Setting.list(settings.policy)),
        ]
        return Section(
            id: "settings", heading: "Settings",
            tables: groups.map { name, list in
                PageTable(
                    name, corner: "setting", heads: ["value"], rows: list.map { ($0.name, [$0.value]) },
                    isStacked: false)
            })
    }
}
