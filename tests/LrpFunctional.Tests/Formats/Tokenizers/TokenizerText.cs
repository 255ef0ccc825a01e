using LanguageExt;
using LrpFunctional.Formats.Tokenizers;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Tokenizers;

/// <summary>Tokenizers written by hand, and their pieces as a line.</summary>
internal static class TokenizerText
{
    public const string WordPiece = """
        {"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":9,
        "vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"un":4,"##aff":5,"##able":6,"not":7,",":8,"cafe":9,"##s":10}}
        """;

    /// <summary>A <c>tokenizer.json</c> of these parts.</summary>
    public static string Of(
        string model,
        string normalizer = "null",
        string words = "null",
        string template = "null",
        string added = "[]"
    ) =>
        $$"""
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":{{added}},"normalizer":{{normalizer}},
            "pre_tokenizer":{{words}},"post_processor":{{template}},"decoder":null,"model":{{model}}}
            """;

    public static Validation<Fault, Tokenizer> Read(string json)
    {
        using var sandbox = new Sandbox();
        return TokenizerFile.Read(sandbox.Write("tokenizer.json", json));
    }

    /// <summary>Each piece as <c>word/id@first-end.whole</c>.</summary>
    public static string Pieces(string json, string text) =>
        string.Join(
            ' ',
            Read(json)
                .OrThrow()
                .Split("text", text)
                .OrThrow()
                .Select(piece =>
                    $"{piece.Word}/{piece.Id.Match(id => $"{id}", () => "?")}@{piece.First}-{piece.End}.{piece.Whole}"
                )
        );

    /// <summary>The words alone.</summary>
    public static string Words(string json, string text) =>
        string.Join(' ', Read(json).OrThrow().Split("text", text).OrThrow().Select(piece => piece.Word));

    /// <summary>The one fault of what is refused.</summary>
    public static string Refusal(string json) =>
        Read(json).Match(_ => "", faults => string.Join('\n', faults.Select(fault => fault.Problem)));
}
