namespace Strata.Parsing.Sheets;

/// <summary>Names a workbook's sheets so that each is a document of its own, although damaged files leave names out or repeat them.</summary>
internal sealed class SheetNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _sheets;

    /// <summary>Returns the name of the next sheet: the stated one if it is free.</summary>
    public string Next(string? stated)
    {
        _sheets++;
        var name = string.IsNullOrEmpty(stated) ? string.Create(CultureInfo.InvariantCulture, $"sheet {_sheets}") : stated;
        if (!_taken.Add(name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{name} (sheet {_sheets})");
            _taken.Add(name);
        }
        return name;
    }
}
