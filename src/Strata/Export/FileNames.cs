namespace Strata.Export;

/// <summary>Names of files that every file system takes, whatever they are made of.</summary>
internal static class FileNames
{
    private const int Max = 80;

    /// <summary>Returns the letters, digits, - and _ of a text, other characters as one -; "file" if none is left.</summary>
    public static string Of(string text)
    {
        var name = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (name.Length >= Max)
            {
                break;
            }
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-')
            {
                name.Append(rune.ToString());
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }
        var plain = name.ToString().Trim('-');
        return plain.Length == 0 ? "file" : plain;
    }
}
