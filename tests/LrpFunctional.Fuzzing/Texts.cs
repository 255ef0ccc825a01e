using System.Collections.Immutable;

namespace LrpFunctional.Fuzzing;

/// <summary>Small texts of each kind that is read.</summary>
internal static class Texts
{
    /// <summary>Sentences and sequences of numbers.</summary>
    public static ImmutableArray<(string Format, bool OfNumbers, string Text)> Data { get; } =
    [
        ("tokens", false, "1\tgood | café | .\nbad | bad\n"),
        ("text", false, "Good, café.\n\"Bad\" isn't it: 9/11's (good)...\n"),
        ("csv", false, "id,text,label\n1,\"good, \"\"bad\"\"\",3\n2,café,4\n"),
        ("csv", true, "group,a,b,c,d,e\n1,1.5,2,-3,4e-3,5\n1,0,0,0,0,0\n2,1,1,1,1,1\n"),
        ("tsv", false, "id\ttext\tlabel\n1\tgood, \"bad\"\t3\n"),
        ("jsonl", false, "{\"text\": \"good \\u00e9\", \"label\": 3, \"id\": \"x\"}\n{\"ids\": [0, 1], \"id\": 2}\n"),
        ("jsonl", true, "{\"numbers\": [[1, 2, 3, 4, 5], [0.5, 1e3, -1, 0, 0]]}\n"),
        ("trees", false, "(3 (2 (2 Good) (1 -LRB-)) (4 (2 café) (2 .)))\n(0 bad)\n"),
    ];

    /// <summary>Tables that <c>lrp explain</c> wrote.</summary>
    public static ImmutableArray<Seed> Explanations { get; } =
    [
        .. new[]
        {
            "sentence,position,word,label,predicted,target,method,relevance\n1,1,good,3,3,3,lrp,1.5\n1,2,.,3,3,3,lrp,-0.25\n",
            "sentence,id,prefix,position,word,label,predicted,target,method,relevance\n1,a,1,1,\"a,b\",,2,2,gi,1e-9\n",
            "sentence,position,feature,label,predicted,target,method,relevance\n1,1,0,,1,1,lrp,2\n1,1,static:x,,1,1,lrp,3\n",
            "sentence,position,label,predicted,target,method,relevance\n1,1,,1,3-1,lrp,2\n1,2,,1,3-1,lrp,-2\n",
        }.Select(Seed.OfText),
    ];

    /// <summary>Vectors of words, with and without a line of their count.</summary>
    public static ImmutableArray<Seed> Vectors { get; } =
    [.. new[] { "2 5\ngood 1 2 3 4 5\ncafé -1 0.5 1e-3 0 2\n", "good 1 2 3 4 5\n. 0 0 0 0 0\n" }.Select(Seed.OfText)];

    /// <summary>Tokenizers.</summary>
    public static ImmutableArray<Seed> Tokenizers { get; } =
    [
        .. new[]
        {
            """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":2,"content":"[CLS]","single_word":false,
                "lstrip":false,"rstrip":false,"normalized":false,"special":true}],"normalizer":{"type":"Lowercase"},
                "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
                "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":9,
                "vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"un":3,"##aff":4,"not":5}}}
                """,
            """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
                "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
                "post_processor":null,"decoder":null,"model":{"type":"BPE","dropout":null,"unk_token":null,
                "continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":false,
                "vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}}
                """,
            """
                {"class_name":"Tokenizer","config":{"num_words":4,"filters":"!","lower":true,"split":" ","char_level":false,
                "oov_token":"<OOV>","document_count":2,"word_counts":"{\"a\":1}","word_docs":"{\"a\":1}",
                "index_docs":"{\"2\":1}","index_word":"{\"1\":\"<OOV>\",\"2\":\"a\"}","word_index":"{\"<OOV>\":1,\"a\":2}"}}
                """,
            """["","[UNK]","good","bad"]""",
        }.Select(Seed.OfText),
    ];
}
