using Strata.Schemas.Validation;

namespace Strata.Tests.Schemas;

/// <summary>
/// Patterns against what ECMA-262 makes of them: each was tried on each text by Node.js 20 with the flag u, or without where the flag
/// forbids what annex B allows.
/// </summary>
public sealed class EcmaPatternTests
{
    private static readonly string[] Texts = Read(
        """
        ["", "a", "b", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "\n", "$", "a$", "5", "٣", "५", "05", "_", "é", "e\u0301", "ä", "Straße",
         "ß", "ſ", "İ", "\u00a0", "\ufeff", "\u0085", "\u2028", "\u180e", " ", "\t", "-", ".", "^", "]", "[", "{a}", "a{,2}", "x{a}", "}",
         "\\", "/", "@", "a-b", "c", "d", "*", "\ud83d\ude00", "\ud83d\ude00\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e", "\ud83d\ude0f",
         "a\ud83d\ude00", "\ud842\udfb7", "\ud801\udc00", "\ud835\udfd8", "漢字", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "\u0000",
         "\u0001", "\b", "\u000b", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "٣.٥",
         "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "€", "+", "fo", "o"]
        """
    );

    public static TheoryData<string, bool, string> Patterns =>
        new()
        {
            { "^a$", true, """["a"]""" },
            { "a$|b", true, """["a", "b", "ab", "aa", "aaa", "a\nb", "a-b", "foo bar", "a.b", "a-b.c_d"]""" },
            { "^$", true, """[""]""" },
            {
                "^(?:\\P{L}|ab|cd)+$",
                true,
                """["ab","\n","$","5","\u0663","\u096b","05","_","\u00a0","\ufeff","\u0085","\u2028","\u180e"," ","\t","-",".","^","]","[","}","\\","/","@","*","\ud83d\ude00","\ud83d\ude00\ud83d\ude00","\ud83d\ude05","\ud83d\ude0e","\ud83d\ude0f","\ud835\udfd8","2026-03","2026-03\n","\u0000","\u0001","\b","\u000b","-12.50","\u0663.\u0665","\u20ac","+"]"""
            },
            { "[$]", true, """["$", "a$"]""" },
            { "\\$$", true, """["$", "a$"]""" },
            { "(a$)", true, """["a", "aa", "aaa"]""" },
            { "^a$\\n", true, """[]""" },
            { "^(?:a|b$)+$", true, """["a", "b", "ab", "aa", "aaa"]""" },
            { "^\\d+$", true, """["5", "05"]""" },
            { "^\\D+$", false, """["", "5", "05", "a{,2}", "2026-03", "2026-03\n", "-12.50", "DE89370400440532013000", "#a1B2c3"]""" },
            {
                "^\\w+$",
                true,
                """["a", "b", "ab", "aa", "aaa", "5", "05", "_", "c", "d", "foo", "xfoo", "DE89370400440532013000", "fo", "o"]"""
            },
            {
                "^\\W+$",
                false,
                """["", "a", "b", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "5", "05", "_", "e\u0301", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "c", "d", "a\ud83d\ude00", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "fo", "o"]"""
            },
            { "^\\s+$", true, """["\n", "\u00a0", "\ufeff", "\u2028", " ", "\t", "\u000b"]""" },
            {
                "^\\S+$",
                false,
                """["", "a\n", "a\r", "a\nb", "\n", "\u00a0", "\ufeff", "\u2028", " ", "\t", "Anne-Marie O'Neil", "2026-03\n", "\u000b", "foo bar", "ann@example.org\n", "a\u2029c", "a\nc", "a c"]"""
            },
            {
                "[\\d-]",
                true,
                """["5", "05", "-", "a{,2}", "a-b", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "a-b.c_d", "-12.50", "DE89370400440532013000", "#a1B2c3"]"""
            },
            {
                "^[\\w.-]+$",
                true,
                """["a", "b", "ab", "aa", "aaa", "5", "05", "_", "-", ".", "a-b", "c", "d", "2026-03", "foo", "xfoo", "a.b", "a-b.c_d", "-12.50", "DE89370400440532013000", "fo", "o"]"""
            },
            {
                "^[\\w-.]+$",
                true,
                """["a", "b", "ab", "aa", "aaa", "5", "05", "_", "-", ".", "a-b", "c", "d", "2026-03", "foo", "xfoo", "a.b", "a-b.c_d", "-12.50", "DE89370400440532013000", "fo", "o"]"""
            },
            { "^[^\\d]+$", false, """["", "5", "05", "a{,2}", "2026-03", "2026-03\n", "-12.50", "DE89370400440532013000", "#a1B2c3"]""" },
            { "[\\s\\S]", false, """[""]""" },
            {
                "^[\\W]$",
                true,
                """["\n", "$", "٣", "५", "é", "ä", "ß", "ſ", "İ", "\u00a0", "\ufeff", "\u0085", "\u2028", "\u180e", " ", "\t", "-", ".", "^", "]", "[", "}", "\\", "/", "@", "*", "\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e", "\ud83d\ude0f", "\ud842\udfb7", "\ud801\udc00", "\ud835\udfd8", "\u0000", "\u0001", "\b", "\u000b", "€", "+"]"""
            },
            {
                "^.$",
                false,
                """["", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "\n", "a$", "05", "e\u0301", "Straße", "\u2028", "{a}", "a{,2}", "x{a}", "a-b", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "٣.٥", "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "fo"]"""
            },
            { "^..$", true, """["ab", "aa", "a$", "05", "e\u0301", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "fo"]""" },
            { "^.{2}$", true, """["ab", "aa", "a$", "05", "e\u0301", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "fo"]""" },
            {
                "^[^a]$",
                false,
                """["", "a", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "05", "e\u0301", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "٣.٥", "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "fo"]"""
            },
            { "^\ud83d\ude00$", true, """["\ud83d\ude00"]""" },
            { "^\ud83d\ude00{2}$", true, """["\ud83d\ude00\ud83d\ude00"]""" },
            { "^[\ud83d\ude00-\ud83d\ude0e]$", true, """["\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e"]""" },
            { "^\\u{1F600}$", true, """["\ud83d\ude00"]""" },
            { "^\\uD83D\\uDE00$", true, """["\ud83d\ude00"]""" },
            {
                "^[^\ud83d\ude00]$",
                false,
                """["", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "05", "e\u0301", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "\ud83d\ude00", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "٣.٥", "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "fo"]"""
            },
            {
                "\\u0061",
                true,
                """["a", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "a\ud83d\ude00", "Anne-Marie O'Neil", "foo bar", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc"]"""
            },
            { "^\\x61$", true, """["a"]""" },
            {
                "^\\p{L}+$",
                true,
                """["a", "b", "ab", "aa", "aaa", "é", "ä", "Straße", "ß", "ſ", "İ", "c", "d", "\ud842\udfb7", "\ud801\udc00", "漢字", "foo", "xfoo", "aΩc", "fo", "o"]"""
            },
            {
                "^\\P{L}+$",
                true,
                """["\n", "$", "5", "٣", "५", "05", "_", "\u00a0", "\ufeff", "\u0085", "\u2028", "\u180e", " ", "\t", "-", ".", "^", "]", "[", "}", "\\", "/", "@", "*", "\ud83d\ude00", "\ud83d\ude00\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e", "\ud83d\ude0f", "\ud835\udfd8", "2026-03", "2026-03\n", "\u0000", "\u0001", "\b", "\u000b", "-12.50", "٣.٥", "€", "+"]"""
            },
            { "^\\p{Lu}$", true, """["İ", "\ud801\udc00"]""" },
            {
                "^\\p{Letter}+$",
                true,
                """["a", "b", "ab", "aa", "aaa", "é", "ä", "Straße", "ß", "ſ", "İ", "c", "d", "\ud842\udfb7", "\ud801\udc00", "漢字", "foo", "xfoo", "aΩc", "fo", "o"]"""
            },
            { "^\\p{gc=Nd}+$", true, """["5", "٣", "५", "05", "\ud835\udfd8"]""" },
            {
                "^[\\p{L}\\p{M}' -]+$",
                true,
                """["a", "b", "ab", "aa", "aaa", "é", "e\u0301", "ä", "Straße", "ß", "ſ", "İ", " ", "-", "a-b", "c", "d", "\ud842\udfb7", "\ud801\udc00", "漢字", "Anne-Marie O'Neil", "foo", "foo bar", "xfoo", "a c", "aΩc", "fo", "o"]"""
            },
            { "^\\p{Nd}$", true, """["5", "٣", "५", "\ud835\udfd8"]""" },
            { "^\\p{S}$", true, """["$", "^", "\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e", "\ud83d\ude0f", "€", "+"]""" },
            {
                "^\\p{Any}$",
                false,
                """["", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "05", "e\u0301", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "٣.٥", "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "fo"]"""
            },
            {
                "^\\p{ASCII}+$",
                false,
                """["", "٣", "५", "é", "e\u0301", "ä", "Straße", "ß", "ſ", "İ", "\u00a0", "\ufeff", "\u0085", "\u2028", "\u180e", "\ud83d\ude00", "\ud83d\ude00\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e", "\ud83d\ude0f", "a\ud83d\ude00", "\ud842\udfb7", "\ud801\udc00", "\ud835\udfd8", "漢字", "٣.٥", "a\u2029c", "aΩc", "€"]"""
            },
            {
                "^[\\P{L}]$",
                true,
                """["\n", "$", "5", "٣", "५", "_", "\u00a0", "\ufeff", "\u0085", "\u2028", "\u180e", " ", "\t", "-", ".", "^", "]", "[", "}", "\\", "/", "@", "*", "\ud83d\ude00", "\ud83d\ude05", "\ud83d\ude0e", "\ud83d\ude0f", "\ud835\udfd8", "\u0000", "\u0001", "\b", "\u000b", "€", "+"]"""
            },
            {
                "a|b",
                true,
                """["a", "b", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "a\ud83d\ude00", "Anne-Marie O'Neil", "foo bar", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc"]"""
            },
            { "^(a|b)*$", true, """["", "a", "b", "ab", "aa", "aaa"]""" },
            { "^a{2}$", true, """["aa"]""" },
            { "^a{2,}$", true, """["aa", "aaa"]""" },
            { "^a{0,2}$", true, """["", "a", "aa"]""" },
            { "^a+?b*?$", true, """["a", "ab", "aa", "aaa"]""" },
            { "^(?<year>[0-9]{4})-(?<m>[0-9]{2})$", true, """["2026-03"]""" },
            { "^(?:ab)?$", true, """["", "ab"]""" },
            { "^[]$", true, """[]""" },
            {
                "^[^]$",
                false,
                """["", "ab", "aa", "aaa", "a\n", "a\r", "a\nb", "a$", "05", "e\u0301", "Straße", "{a}", "a{,2}", "x{a}", "a-b", "\ud83d\ude00\ud83d\ude00", "a\ud83d\ude00", "漢字", "Anne-Marie O'Neil", "2026-03", "2026-03\n", "foo", "foo bar", "xfoo", "a.b", "a-b.c_d", "ann@example.org", "ann@example.org\n", "-12.50", "٣.٥", "DE89370400440532013000", "#a1B2c3", "a\u2029c", "a\nc", "a c", "aΩc", "fo"]"""
            },
            { "^[]a]$", true, """[]""" },
            { "^[a-c-e]$", true, """["a", "b", "-", "c"]""" },
            { "^[\\-a]$", true, """["a", "-"]""" },
            { "^[a\\-c]$", true, """["a", "-", "c"]""" },
            { "^[.*+?]$", true, """[".", "*", "+"]""" },
            { "^[\\]]$", true, """["]"]""" },
            { "^[\\b]$", true, """["\b"]""" },
            { "^[\\cA]$", true, """["\u0001"]""" },
            { "\\cJ", true, """["a\n", "a\nb", "\n", "2026-03\n", "ann@example.org\n", "a\nc"]""" },
            { "^\\0$", true, """["\u0000"]""" },
            { "^\\t$", true, """["\t"]""" },
            { "^\\/$", true, """["/"]""" },
            { "^[\\^a]$", true, """["a", "^"]""" },
            { "^[a^]$", true, """["a", "^"]""" },
            { "^\\.$", true, """["."]""" },
            { "^a\\-b$", true, """["a-b"]""" },
            { "^\\@$", true, """["@"]""" },
            { "^{a}$", true, """["{a}"]""" },
            { "^a{,2}$", true, """["a{,2}"]""" },
            { "^x{a}$", true, """["x{a}"]""" },
            { "^]$", true, """["]"]""" },
            { "^}$", true, """["}"]""" },
            { "^İ$", true, """["İ"]""" },
            { "^[a-z]+$", true, """["a", "b", "ab", "aa", "aaa", "c", "d", "foo", "xfoo", "fo", "o"]""" },
            { "^ß$", true, """["ß"]""" },
            { "^ſ$", true, """["ſ"]""" },
            { "^\\S+@\\S+\\.\\S+$", true, """["ann@example.org"]""" },
            { "\\bfoo\\b", true, """["foo", "foo bar"]""" },
            { "o\\B", true, """["foo", "foo bar", "xfoo", "ann@example.org", "ann@example.org\n"]""" },
            { "^-?(0|[1-9]\\d*)(\\.\\d+)?$", true, """["5", "-12.50"]""" },
            { "^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$", true, """["DE89370400440532013000"]""" },
            { "^#[0-9a-fA-F]{6}$", true, """["#a1B2c3"]""" },
            { "^a.c$", true, """["a c", "aΩc"]""" },
        };

    /// <param name="matching">Whether the texts are those that match; else those that don't.</param>
    [Theory]
    [MemberData(nameof(Patterns))]
    public void Pattern_matches_what_ECMA_262_says(string pattern, bool matching, string texts)
    {
        var expected = Read(texts);
        var schema = Compile(pattern);

        var found = Texts.Where(t => (schema.Validate(JsonSerializer.SerializeToElement(t)).Count == 0) == matching);

        found.ShouldBe(expected);
    }

    [Theory]
    [InlineData("(?i)a")]
    [InlineData("(?#note)a")]
    [InlineData("\\Aa\\z")]
    [InlineData("a\\Z")]
    [InlineData("\\Ga")]
    [InlineData("\\a")]
    [InlineData("\\e")]
    [InlineData("(?'name'a)")]
    [InlineData("(?>a)")]
    [InlineData("(?(a)b|c)")]
    [InlineData("a++")]
    [InlineData("a{2}{3}")]
    [InlineData("*a")]
    [InlineData("^*")]
    [InlineData("a{3,2}")]
    [InlineData("[b-a]")]
    [InlineData("[a")]
    [InlineData("a)")]
    [InlineData("(a")]
    [InlineData("\\p{IsGreek}")]
    [InlineData("\\p{Script=Greek}")]
    [InlineData("\\u{110000}")]
    [InlineData("\\uD83D\\u0061")]
    [InlineData("\\x6")]
    [InlineData("a\\")]
    public void What_ECMA_262_does_not_know_is_refused_and_said(string pattern)
    {
        var refusal = Should.Throw<StrataException>(() => Compile(pattern));

        refusal.Faults.ShouldHaveSingleItem().Path.ShouldBe("/pattern");
        refusal.Faults[0].Reason.ShouldStartWith("the pattern");
    }

    [Fact]
    public void Faults_show_the_pattern_as_the_schema_writes_it() =>
        Compile("^\\d+$").Validate(JsonSerializer.SerializeToElement("x"))[0].Reason.ShouldBe("does not match the pattern ^\\d+$");

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Sets_that_reach_beyond_the_first_plane_can_be_repeated_as_often_as_others(int characters, bool fits)
    {
        var schema = Compile("^[\\p{L}\\p{M}' .-]{1,200}$");

        (schema.Validate(JsonSerializer.SerializeToElement(string.Concat(Enumerable.Repeat("𠮷", characters)))).Count == 0).ShouldBe(fits);
    }

    [Fact]
    public void What_takes_too_long_to_match_is_said_so()
    {
        var pattern = TextPattern.Of("^(?:\\p{L}[\\p{L}\\p{M}' .-]{0,200})+$", isKept: false, TimeSpan.FromMilliseconds(1));

        var refusal = Should.Throw<StrataException>(() => pattern.IsMatch(new string('a', 1_000_000) + "!"));

        refusal.Code.ShouldBe(ErrorCode.InvalidContent);
        refusal.Message.ShouldContain("1000001 characters");
    }

    private static JsonSchemaValidator Compile(string pattern) =>
        JsonSchemaValidator.Compile(JsonSerializer.SerializeToElement(new { pattern }));

    private static string[] Read(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
