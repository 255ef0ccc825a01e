namespace LrpFunctional.Tests.Formats.Tokenizers;

/// <summary>
/// Pieces that were worked out by hand from what the steps of <c>tokenizer.json</c> are defined to do.
/// </summary>
public sealed class TokenizerJsonTests
{
    private const string Bert =
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";
    private const string Template = """
        {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A",
        "type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[],"special_tokens":{"[CLS]":{"id":"[CLS]",
        "ids":[2],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}}
        """;
    private const string Level = """
        {"type":"WordLevel","vocab":{"[UNK]":0,"not":1,"good":2,"the":3,"7":4,"▁not":5,"▁good":6},"unk_token":"[UNK]"}
        """;
    private const string Pairs = """
        {"type":"BPE","dropout":null,"unk_token":"<unk>","continuing_subword_prefix":null,"end_of_word_suffix":null,
        "fuse_unk":false,"byte_fallback":false,"ignore_merges":false,
        "vocab":{"<unk>":0,"a":1,"b":2,"c":3,"ab":4,"abc":5,"bc":9,"Ġ":7,"Ã":10,"©":11},"merges":["a b","ab c",["b","c"]]}
        """;

    [Fact]
    public void Bert_lowers_takes_accents_off_splits_at_punctuation_and_puts_its_tokens_around()
    {
        var json = TokenizerText.Of(TokenizerText.WordPiece, Bert, """{"type":"BertPreTokenizer"}""", Template);
        Assert.Equal(
            "[CLS]/2@0-0.0 not/7@0-3.1 un/4@4-6.2 ##aff/5@6-9.2 ##able/6@9-13.2 ,/8@13-14.3 cafe/9@15-19.4 "
                + "##s/10@19-20.4 xyz/?@21-24.5 [SEP]/3@24-24.6",
            TokenizerText.Pieces(json, "Not Unaffable, Cafés xyz")
        );
    }

    [Fact]
    public void A_word_longer_than_a_word_piece_model_takes_is_unknown_as_a_whole()
    {
        var json = TokenizerText.Of(TokenizerText.WordPiece, words: """{"type":"WhitespaceSplit"}""");
        Assert.Equal("unaffables/?@0-10.0 un/4@11-13.1 ##s/10@13-14.1", TokenizerText.Pieces(json, "unaffables uns"));
    }

    [Fact]
    public void Byte_pairs_merge_in_the_order_of_the_merges_and_unknown_characters_stand_alone()
    {
        Assert.Equal(
            "abc/5@0-3.0 bc/9@3-5.0 x/?@5-6.0 a/1@6-7.0",
            TokenizerText.Pieces(TokenizerText.Of(Pairs), "abcbcxa")
        );
    }

    [Fact]
    public void Bytes_are_characters_and_a_blank_goes_with_the_word_behind_it()
    {
        var json = TokenizerText.Of(
            Pairs,
            words: """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}"""
        );
        Assert.Equal("abc/5@0-3.0 Ġ/7@3-4.1 Ã/10@4-5.1 ©/11@4-5.1 ab/4@5-7.1", TokenizerText.Pieces(json, "abc éab"));
        Assert.Equal(
            "Ġ ab",
            TokenizerText.Words(json.Replace("\"add_prefix_space\":false", "\"add_prefix_space\":true"), "ab")
        );
    }

    [Theory]
    [InlineData("I've  12 cats' \n", "I|'ve|Ġ|Ġ12|Ġcats|'|ĠĊ")]
    [InlineData("x  \ty's", "x|ĠĠ|ĉ|y|'s")]
    public void Bytes_are_split_by_the_expression_of_gpt2(string text, string words)
    {
        var level = """{"type":"WordLevel","vocab":{"?":0},"unk_token":"?"}""";
        var json = TokenizerText.Of(level, words: """{"type":"ByteLevel","add_prefix_space":false}""");
        Assert.Equal(words, TokenizerText.Words(json, text).Replace(' ', '|'));
    }

    [Fact]
    public void Of_all_ways_to_write_a_word_a_unigram_model_takes_the_most_probable()
    {
        // ab + c: -2 - 2; a + bc: -1 - 3.5; abc is no piece. Two unknown characters in a row are one piece.
        const string Model =
            """{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["a",-1],["c",-2],["ab",-2],["bc",-3.5]],"byte_fallback":false}""";
        Assert.Equal("ab/3@0-2.0 c/2@2-3.0", TokenizerText.Pieces(TokenizerText.Of(Model), "abc"));
        Assert.Equal("a/1@0-1.0 xy/?@1-3.0 bc/4@3-5.0", TokenizerText.Pieces(TokenizerText.Of(Model), "axybc"));
    }

    [Theory]
    [InlineData("always", "not good", "▁not/5@0-3.0 ▁good/6@3-8.1")]
    [InlineData("never", "not good", "not/1@0-3.0 ▁good/6@3-8.1")]
    public void A_blank_is_a_sign_that_begins_a_word(string scheme, string text, string pieces)
    {
        var json = TokenizerText.Of(
            Level,
            words: $$"""{"type":"Metaspace","replacement":"▁","prepend_scheme":"{{scheme}}","split":true}"""
        );
        Assert.Equal(pieces, TokenizerText.Pieces(json, text));
    }

    [Theory]
    [InlineData("""{"type":"Whitespace"}""", "don't  stop_it !?", "don ' t stop_it !?")]
    [InlineData("""{"type":"WhitespaceSplit"}""", "don't\u00a0stop !?", "don't stop !?")]
    [InlineData("""{"type":"Punctuation","behavior":"Isolated"}""", "a-b!?", "a - b ! ?")]
    [InlineData("""{"type":"Punctuation","behavior":"Contiguous"}""", "a-b!?", "a - b !?")]
    [InlineData("""{"type":"Punctuation","behavior":"MergedWithPrevious"}""", "a-b!?", "a- b! ?")]
    [InlineData("""{"type":"Punctuation","behavior":"MergedWithNext"}""", "a--b", "a - -b")]
    [InlineData("""{"type":"Punctuation","behavior":"Removed"}""", "a-b!?", "a b")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "a12b", "a 1 2 b")]
    [InlineData("""{"type":"Digits","individual_digits":false}""", "a12b", "a 12 b")]
    [InlineData("""{"type":"CharDelimiterSplit","delimiter":"|"}""", "a|b||c", "a b c")]
    [InlineData(
        """{"type":"Split","pattern":{"String":"--"},"behavior":"Isolated","invert":false}""",
        "a--b---",
        "a -- b -- -"
    )]
    [InlineData(
        """{"type":"Split","pattern":{"Regex":"\\p{L}+"},"behavior":"Removed","invert":true}""",
        "ab,cd",
        "ab cd"
    )]
    [InlineData(
        """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Digits","individual_digits":true}]}""",
        "a1 22",
        "a 1 2 2"
    )]
    public void Words_are_split_as_the_step_says(string step, string text, string words)
    {
        var level = """{"type":"WordLevel","vocab":{"?":0},"unk_token":"?"}""";
        Assert.Equal(words, TokenizerText.Words(TokenizerText.Of(level, words: step), text));
    }

    [Theory]
    [InlineData("""{"type":"Lowercase"}""", "İΣÀ", "i̇σà")]
    [InlineData("""{"type":"NFD"}""", "é가", "e\u0301\u1100\u1161")]
    [InlineData("""{"type":"NFC"}""", "e\u0301\u1100\u1161\u11a8", "é각")]
    [InlineData("""{"type":"NFC"}""", "a\u0323\u0302", "\u1ead")]
    [InlineData("""{"type":"NFC"}""", "a\u0302\u0323", "\u1ead")]
    [InlineData("""{"type":"NFC"}""", "\u0958", "\u0915\u093c")]
    [InlineData("""{"type":"NFKC"}""", "ﬁ①Å", "fi1\u00c5")]
    [InlineData("""{"type":"NFKD"}""", "½", "1\u20442")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":true}""", "  a b ", "a b")]
    [InlineData("""{"type":"Strip","strip_left":false,"strip_right":true}""", " a ", " a")]
    [InlineData("""{"type":"Prepend","prepend":"▁"}""", "a", "▁a")]
    [InlineData("""{"type":"Replace","pattern":{"String":"``"},"content":"\""}""", "``a``", "\"a\"")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}""", "a   b", "a b")]
    [InlineData(
        """{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"}]}""",
        "Édité",
        "edite"
    )]
    [InlineData(
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":false,"lowercase":false}""",
        "a\u200b\tÉ中b",
        "a É 中 b"
    )]
    public void Text_is_normalized_as_the_step_says(string step, string text, string normal)
    {
        var level = """{"type":"WordLevel","vocab":{"?":0},"unk_token":"?"}""";
        Assert.Equal(normal, TokenizerText.Words(TokenizerText.Of(level, step), text));
    }

    [Fact]
    public void Added_tokens_are_found_before_the_text_is_split_the_longest_first()
    {
        const string Added = """
            [{"id":8,"content":"<m>","single_word":false,"lstrip":true,"rstrip":false,"normalized":false,"special":true},
            {"id":9,"content":"<m>s","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
            {"id":10,"content":"GOOD","single_word":false,"lstrip":false,"rstrip":false,"normalized":true,"special":false}]
            """;
        var json = TokenizerText.Of(Level, """{"type":"Lowercase"}""", """{"type":"Whitespace"}""", added: Added);
        Assert.Equal(
            "not/1@0-3.0 <m>/8@3-7.1 <m>s/9@7-11.2 GOOD/10@12-16.3 the/3@16-19.4",
            TokenizerText.Pieces(json, "not <m><m>s Goodthe")
        );
    }

    [Fact]
    public void Longer_texts_are_cut_where_the_file_says()
    {
        var json = TokenizerText.Of(TokenizerText.WordPiece, words: """{"type":"Whitespace"}""", template: Template);
        string Cut(string direction) =>
            TokenizerText.Words(
                json.Replace(
                    "\"truncation\":null",
                    $$"""
                    "truncation":{"direction":"{{direction}}","max_length":4,"strategy":"LongestFirst","stride":0}
                    """
                ),
                "not un cafe"
            );
        Assert.Equal("[CLS] not un [SEP]", Cut("Right"));
        Assert.Equal("[CLS] un cafe [SEP]", Cut("Left"));
    }

    [Fact]
    public void Padding_is_not_put_in_and_that_is_said()
    {
        var json = TokenizerText.Of(Level).Replace("\"padding\":null", "\"padding\":{\"strategy\":{\"Fixed\":5}}");
        Assert.Equal("not", TokenizerText.Words(json, "not"));
        Assert.EndsWith("; its padding is not put in", TokenizerText.Read(json).OrThrow().Made);
    }

    [Theory]
    [InlineData(
        "\"normalizer\":null",
        "\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AA\"}",
        "type is \"Precompiled\""
    )]
    [InlineData("\"normalizer\":null", "\"normalizer\":{\"type\":\"Lowercase\",\"locale\":\"tr\"}", "locale is \"tr\"")]
    [InlineData(
        "\"pre_tokenizer\":null",
        "\"pre_tokenizer\":{\"type\":\"UnicodeScripts\"}",
        "type is \"UnicodeScripts\""
    )]
    [InlineData(
        "\"pre_tokenizer\":null",
        """ "pre_tokenizer":{"type":"Split","pattern":{"Regex":"\\w+"},"behavior":"Removed"}""",
        "Regex is \"\\\\w+\""
    )]
    [InlineData(
        "\"pre_tokenizer\":null",
        """ "pre_tokenizer":{"type":"Split","pattern":{"Regex":"(("},"behavior":"Removed"}""",
        "Regex is \"((\""
    )]
    [InlineData(
        "\"pre_tokenizer\":null",
        """ "pre_tokenizer":{"type":"Punctuation","behavior":"Odd"}""",
        "behavior is \"Odd\""
    )]
    [InlineData("\"post_processor\":null", "\"post_processor\":{\"type\":\"Other\"}", "type is \"Other\"")]
    [InlineData("\"decoder\":null", "\"more\":1", "more is 1")]
    [InlineData("\"type\":\"BPE\"", "\"type\":\"Odd\"", "type is \"Odd\"")]
    [InlineData("\"dropout\":null", "\"dropout\":0.1", "dropout is 0.1")]
    [InlineData("\"byte_fallback\":false", "\"byte_fallback\":true", "byte_fallback is true")]
    [InlineData("\"a b\"", "\"a q\"", "its merges and vocab do not fit")]
    [InlineData("\"a b\"", "\"a b c\"", "it is \"a b c\", where two pieces is expected")]
    [InlineData("\"b\":2", "\"b\":99999999999", "where a whole number from 0 is expected")]
    [InlineData("\"b\":2", "\"b\":1", "the words \"a\" and \"b\" have the same id 1")]
    [InlineData("\"b\":2", "\"a\":2", "a name in it is there twice")]
    [InlineData("\"<unk>\":0", "\"<un>\":0", "which is not in vocab")]
    [InlineData("\"version\"", "version", "it is no JSON at line 1, byte 2")]
    public void What_is_not_done_or_broken_is_refused_by_name_and_value(string part, string other, string problem)
    {
        var json = TokenizerText.Of(Pairs);
        Assert.Contains(part, json);
        Assert.Contains(problem, TokenizerText.Refusal(json.Replace(part, other)));
    }

    [Fact]
    public void Deep_files_and_long_words_are_refused_and_long_texts_are_read()
    {
        Assert.Contains("it is no JSON", TokenizerText.Refusal(new string('[', 100_000)));
        var pairs = TokenizerText.Read(TokenizerText.Of(Pairs, words: """{"type":"WhitespaceSplit"}""")).OrThrow();
        var word = pairs.Split("here", new string('a', 10_000_000));
        Assert.Contains("word 1 is longer than 100000 characters", $"{word}");
        var texts = pairs.Split("here", string.Concat(Enumerable.Repeat("abc ", 250_000))).OrThrow();
        Assert.Equal(250_000, texts.Length);
    }
}
