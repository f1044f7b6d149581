package import Files
package import ModelFormats
import Tokenizers

/// The files of a Hugging Face folder other than its weights.
package enum SourceFiles {
    private static let copiedNames = [
        "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
        "added_tokens.json", "tokenizer.model", "vocab.json", "merges.txt", "chat_template.jinja",
        "chat_template.json",
    ]

    /// The files of a folder: its configuration with the new element type, and the others as they are.
    ///
    /// - Throws: `Diagnosis` when one of them cannot be read.
    package static func copied(
        from folder: HuggingFaceFolder, _ type: MergedModel.ElementType
    ) throws(Diagnosis) -> [(name: String, bytes: [UInt8])] {
        var config = try JSONFields(path: folder.path + "/config.json").object
        let keys = ["dtype", "torch_dtype"].filter { config[$0] != nil }
        for key in keys.isEmpty ? ["torch_dtype"] : keys { config[key] = .string(type.pythonName) }
        var files = [("config.json", Array(JSONValue.object(config).text(indented: true).utf8))]
        for name in copiedNames where isFile("\(folder.path)/\(name)") {
            files.append((name, Array(try MappedFile(path: "\(folder.path)/\(name)").bytes)))
        }
        return files
    }

    /// The files that say what a GGUF file says.
    ///
    /// - Throws: `Diagnosis` for what these files cannot say.
    static func made(
        from gguf: GGUFFile, _ model: LanguageModel, _ type: MergedModel.ElementType
    ) throws -> [(name: String, bytes: [UInt8])] {
        let tokenizer = model.tokenizer
        let config = try model.configuration.huggingFaceConfig(gguf, tokenizer, type)
        var generation: JSONObject = [
            "eos_token_id": .array(model.endTokens.sorted().map { .integer(Int($0)) })
        ]
        if let id = tokenizer.beginningOfText { generation["bos_token_id"] = .integer(Int(id)) }
        if let id = tokenizer.padding { generation["pad_token_id"] = .integer(Int(id)) }
        let template = try gguf.metadata.stringIfPresent("tokenizer.chat_template")
        let settings = tokenizerConfig(
            tokenizer, template: template, window: config["max_position_embeddings"])
        let objects = [
            ("config.json", config), ("generation_config.json", generation),
            ("tokenizer_config.json", settings),
        ]
        return objects.map { ($0, Array(JSONValue.object($1).text(indented: true).utf8)) }
            + [("tokenizer.json", Array(tokenizer.definition.tokenizerJSON().utf8))]
    }

    private static func tokenizerConfig(
        _ tokenizer: Tokenizer, template: String?, window: JSONValue?
    ) -> JSONObject {
        // The class that takes tokenizer.json as it stands; the models' own classes build parts of it anew.
        var settings: JSONObject = [
            "tokenizer_class": .string("PreTrainedTokenizerFast"),
            "clean_up_tokenization_spaces": .bool(false),
            "add_bos_token": .bool(tokenizer.addsBeginningOfText),
            "add_eos_token": .bool(tokenizer.addsEndOfText),
        ]
        settings["model_max_length"] = window
        let tokens = [
            ("bos_token", tokenizer.beginningOfText), ("eos_token", tokenizer.endOfText),
            ("unk_token", tokenizer.unknown), ("pad_token", tokenizer.padding),
        ]
        for (key, id) in tokens {
            if let id { settings[key] = .string(tokenizer.piece(id)) }
        }
        if let template { settings["chat_template"] = .string(template) }
        return settings
    }
}
