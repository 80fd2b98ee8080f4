using Strata.Indexing.Postings;

namespace Strata.Search;

/// <summary>How many typing errors a word of a question may have: one, and two from eight letters on.</summary>
internal static class TypingErrors
{
    /// <summary>Letters of a word that may be misspelled: of a shorter one, too much would be near.</summary>
    public const int ShortestWord = 4;

    private const int LongWord = 8;

    /// <summary>Returns the words of the index that differ so little, with the number of errors. The first or the last letter is right.</summary>
    public static Dictionary<string, int> Near(string word, IReadOnlyList<WordList> lists)
    {
        var most = word.Length >= LongWord ? 2 : 1;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var other = list[i];
                if (
                    Math.Abs(other.Length - word.Length) <= most
                    && (other[0] == word[0] || other[^1] == word[^1])
                    && EditDistance.Typing(word, other, most) is var distance
                    && distance <= most
                )
                {
                    found[other.ToString()] = distance;
                }
            }
        }
        return found;
    }
}
