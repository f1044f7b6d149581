"""Writes Tests/Goldens/tokenizers: tiny tokenizers, and the ids and texts that the reference gives for a corpus.

Run from the repository's root: python -m scripts.goldens.vocabularies
"""

import json
import random
from pathlib import Path

from tokenizers import (
    AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers)

OUTPUT = Path(__file__).resolve().parents[2] / "Tests" / "Goldens" / "tokenizers"
SEED = 20

WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+"
REST = r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
LLAMA3 = rf"{WORDS}|\p{{N}}{{1,3}}|{REST}"
QWEN2 = rf"{WORDS}|\p{{N}}|{REST}"

STUDY = """
The harbour of Vellmar lies where the river Osk meets the northern sea. In 1874 the town had 2,315 people, three
mills and one lighthouse; by 1931 it had 48,902 people and no mill at all. The keeper's daughter didn't leave, and
she'd say that they're all welcome, that we've time, and that I'll see it's done when you're ready.
    def tide(level, hour):
        if level > 3.14 and hour != 12:
            return [level * 2, hour + 1]   # twice a day
        return {"level": None, "hour": hour}
Der Hafen wurde größer, die Straße länger; l'été, où la mer est bleue, on mange des crêpes à côté. El niño soñó.
日本の港は静かです。春になると、船が帰ってくる。港口很安静,船回来了。한국의 항구는 조용하다.
Гавань была тиха, и корабли вернулись весной. Το λιμάνι ήταν ήσυχο. נמל שקט ליד הים. الميناء هادئ في الربيع.
Salt, salt, salt! Who's there? -- nobody... (or was it the wind?) "Yes," he said; 'no,' she thought.\t\ttabs\ttoo
👍 👍🏽 👩‍🚀 🇫🇷 🇯🇵 ❤️ e\u0301 n\u0303 a\u0308 o\u0302
x = 10; y = 200; z = 3000; for (int i = 0; i < 1000; i++) { printf("%d\\n", i); }
""" * 2

NASTY = [
    "", " ", "  ", "   x", "x   ", "\n", "\n\n\n", " \n \n", "a\r\nb\r\n\r\n  c\r\r\n", "\t\tif x:\n\t\t\treturn 1\n",
    "\t tab", "The harbour of Vellmar", " leading space", "trailing space ", "two  spaces   three    four",
    "I'll we've they're I'D 'S 'ſ it's DON'T can't 'LL 'Ve 're 'x ''s '", "it'ſ", "'", "' ", "!'s ?'ll (we've)",
    "0 1 12 123 1234 12345 1234567 3.14159 1,000,000 0x1F", "1a2b3c 4 5  6   7\n8 \n 9\t10", "٣٤٥ Ⅷ ½ ²³ 一二三 ௧௨௩ 𝟘𝟙",
    "👨‍👩‍👧‍👦 🇩🇪🇫🇷 👍🏽 ❤️ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🤷🏿‍♀️",
    "日本語のテキスト、中文字符。한국어 문장 ｆｕｌｌ　ｗｉｄｔｈ", "\u00e9 e\u0301 \u00f1 n\u0303 \u00c5 A\u030a \u212b a\u0323\u0308 a\u0308\u0323 K \u212a",
    "x\u0301\u0302\u0303y \u0301z \u0301", "नमस्ते दुनिया ก็ ที่ തി", "שלום עולם مرحبا بالعالم \u200f\u202eabc\u202c",
    "\x00\x01 a\x00b\x7f", "\ufeffBOM \ufeff", "\ufffd\ufffd x\ufffd", "\U00010041\u0301 \U0001f465\u0308",
    "a" * 200, "ab" * 120, "salt" * 40, " " * 70 + "x", "x" + " " * 70, "\n" * 40 + "x", "=" * 100, "。" * 70,
    "\u00a0nb\u2003em\u3000id\u2028ls\u2029ps\u0085nel\u1680og\u180emv\u200bzw\u001cfs\u000bvt\u000cff",
    "<|begin|>user\nhi<|end|>\n", "<|begin|><|begin|> <|end|>x<|end|>", "<|begin| ><|beg", "<tool> call </tool>x <tool>",
    "<s>hi</s> <unk> <0x0A> <0xZZ> <bos>", "▁▁a ▁b a▁b ▁", "\u2581", "foo(bar)[baz]{qux}=>!!==<<>>...---",
    "snake_case CamelCase kebab-case a.b.c/d\\e", "http://example.org/?q=1&r=%20#x", "\U0001d400\U00010400\U00020000\U0010fffd",
    "ǅ ǈ ʰ ª º ﬀ İ ı ß ẞ", "def tide(level):\n    return level  # twice\n\n\n", "q\u0300 \u0344 \uac00 \u1100\u1161",
    "mask<mask> here, and <mask>  there", "ends with <|end|>", " <|end|> ", "naïve café – “quotes” … €5 ½",
]


def corpus():
    """The texts by hand, and some that no hand would write."""
    generator = random.Random(SEED)
    texts = list(NASTY)
    characters = sorted({c for text in NASTY for c in text}) + list(" \n\t\r'sdtlrevmSTL0123abc.,!? ") * 8
    for _ in range(60):
        texts.append("".join(generator.choice(characters) for _ in range(generator.randint(1, 30))))
    for _ in range(20):
        points = (generator.choice([generator.randint(0, 0x17f), generator.randint(0, 0x2fff), generator.randint(0, 0xd7ff)])
                  for _ in range(generator.randint(1, 16)))
        texts.append("".join(map(chr, points)))
    return texts


SPECIAL = ["<|end|>", "<|begin|>"]


def byte_level(name, pre_tokenizer, normalizer=None, ignore_merges=False):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=700, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=SPECIAL, show_progress=False)
    tokenizer.train_from_iterator([STUDY], trainer)
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.add_tokens([AddedToken("<tool>", normalized=False), AddedToken("</tool>", rstrip=True, normalized=True)])
    if name == "llama3":
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<|begin|> $A", pair="<|begin|> $A $B", special_tokens=[("<|begin|>", tokenizer.token_to_id("<|begin|>"))])
    return tokenizer


def sentence_piece(prefix, metaspace=None):
    """Trains on words and then writes the pieces, with byte tokens in front, as converted SentencePiece models are."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.train_from_iterator([STUDY], trainers.BpeTrainer(vocab_size=620, show_progress=False))
    trained = json.loads(tokenizer.to_str())["model"]
    special = ["<unk>", "<s>", "</s>"] if prefix else ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
    vocabulary = {}
    for piece in special + [f"<0x{byte:02X}>" for byte in range(256)] + list(trained["vocab"]):
        if piece not in vocabulary:
            vocabulary[piece] = len(vocabulary)
    merges = [tuple(merge) for merge in trained["merges"]]
    for run in (2, 4, 8):
        vocabulary["▁" * run] = len(vocabulary)
        merges.append(("▁" * (run // 2), "▁" * (run // 2)))
    tokenizer = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    steps = [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    if metaspace:
        tokenizer.pre_tokenizer = metaspace
        steps.append(decoders.Strip(" ", 1, 0))
    elif prefix:
        tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
        steps.append(decoders.Strip(" ", 1, 0))
    else:
        tokenizer.normalizer = normalizers.Replace(" ", "▁")
        tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence(steps)
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False, special=True) for piece in special])
    if not prefix:
        tokenizer.add_tokens([AddedToken("\n\n", normalized=False), AddedToken("<tool>", normalized=False)])
    beginning = "<s>" if prefix else "<bos>"
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{beginning} $A", pair=f"{beginning} $A $B", special_tokens=[(beginning, vocabulary[beginning])])
    return tokenizer


def write(name, value):
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / name).write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")


def write_tokenizer(name, tokenizer, texts):
    write(f"{name}.tokenizer.json", json.loads(tokenizer.to_str()))
    columns = {"recognised": [], "as_text": [], "decoded": [], "decoded_without_special": []}
    for text in texts:
        tokenizer.encode_special_tokens = False
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        columns["recognised"].append(ids)
        columns["decoded"].append(tokenizer.decode(ids, skip_special_tokens=False))
        columns["decoded_without_special"].append(tokenizer.decode(ids, skip_special_tokens=True))
        tokenizer.encode_special_tokens = True
        columns["as_text"].append(tokenizer.encode(text, add_special_tokens=False).ids)
    # Most decodes repeat the text, so only the others are written.
    for key in ("decoded", "decoded_without_special"):
        columns[key] = {str(i): value for i, value in enumerate(columns[key]) if value != texts[i]}
    write(f"{name}.expected.json", columns)


def main():
    own = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    plain = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)

    def split(pattern):
        return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), "isolated"), plain])

    texts = corpus()
    write("corpus.json", texts)
    write_tokenizer("gpt2", byte_level("gpt2", own), texts)
    write_tokenizer(
        "smollm", byte_level("smollm", pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), own])), texts)
    write_tokenizer("llama3", byte_level("llama3", split(LLAMA3), ignore_merges=True), texts)
    write_tokenizer("qwen2", byte_level("qwen2", split(QWEN2), normalizers.NFC()), texts)
    write_tokenizer("llama2", sentence_piece(prefix=True), texts)
    write_tokenizer(
        "mistral",
        sentence_piece(True, pre_tokenizers.Metaspace(prepend_scheme="first", split=False)), texts)
    write_tokenizer("gemma", sentence_piece(prefix=False), texts)


if __name__ == "__main__":
    main()
