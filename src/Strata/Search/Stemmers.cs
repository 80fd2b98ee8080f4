using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Strata.Search;

/// <summary>
/// Stems of a word in every language that questions are tried in, by Snowball. The index has no stems: only words of questions and words
/// like them are stemmed, so another version of a stemmer needs no new index.
/// </summary>
internal sealed class Stemmers
{
    /// <summary>A stemmer holds one word; questions are asked concurrently.</summary>
    [ThreadStatic]
    private static Stemmers? _own;

    private readonly SnowballProgram[] _programs =
    [
        new EnglishStemmer(),
        new GermanStemmer(),
        new FrenchStemmer(),
        new SpanishStemmer(),
        new ItalianStemmer(),
        new DutchStemmer(),
        new PortugueseStemmer(),
        new SwedishStemmer(),
        new DanishStemmer(),
        new NorwegianStemmer(),
        new FinnishStemmer(),
    ];

    private Stemmers() { }

    public static Stemmers Own => _own ??= new Stemmers();

    public int Languages => _programs.Length;

    public string Stem(int language, string word)
    {
        var program = _programs[language];
        program.SetCurrent(word);
        program.Stem();
        return program.Current;
    }
}
