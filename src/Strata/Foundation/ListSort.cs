namespace Strata.Foundation;

/// <summary>
/// The order of a list that is paged by its last row: by a key and then by number, or by number alone. Numbers rise in the order of
/// recording.
/// </summary>
internal sealed class ListSort
{
    public const string Recorded = "recorded";
    public const string Latest = "-" + Recorded;

    private readonly string _name;
    private readonly string _number;
    private readonly string? _key;
    private readonly bool _isText;

    private ListSort(string name, string number, string? key, bool isText)
    {
        (_name, _number, _key, _isText) = (name, number, key, isText);
        IsDescending = name.StartsWith('-');
    }

    /// <summary>The name of what the list is sorted by.</summary>
    public string By => _name.TrimStart('-');

    public bool IsDescending { get; }

    /// <param name="sort">A name with or without "-"; null: the latest first.</param>
    /// <param name="number">SQL of the row's number.</param>
    /// <param name="keys">What else can be sorted by, with its SQL, which is never null, and whether it is a text.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: the list has no such order.</exception>
    public static ListSort Of(string? sort, string number, params IReadOnlyList<(string Name, string Sql, bool IsText)> keys)
    {
        var name = sort ?? Latest;
        var by = name.StartsWith('-') ? name[1..] : name;
        if (by is Recorded)
        {
            return new(name, number, null, isText: false);
        }
        var found = keys.FirstOrDefault(k => string.Equals(k.Name, by, StringComparison.Ordinal));
        return found.Name is not null
            ? new(name, number, found.Sql, found.IsText)
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"sort: '{sort}' is not one of {string.Join(", ", keys.Select(k => k.Name).Prepend(Recorded).SelectMany(n => (string[])[n, "-" + n]))}."
            );
    }

    /// <summary>SQL after <c>order by</c>.</summary>
    public string Order => _key is null ? $"{_number}{Way}" : $"{_key}{Way}, {_number}{Way}";

    /// <summary>Returns the condition on rows after a cursor, and adds its arguments.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the cursor is not of a list of this order.</exception>
    public string After(string? cursor, Dictionary<string, object?> args)
    {
        var than = IsDescending ? "<" : ">";
        if (_key is null && (cursor is null || _name is Latest))
        {
            // A bound even on the first page: without one SQLite may choose another index, and sort.
            args["afterNo"] = Paging.Number(cursor, IsDescending ? long.MaxValue : 0);
            return $"{_number} {than} @afterNo";
        }
        if (cursor is null)
        {
            return "true";
        }
        if (!cursor.StartsWith(_name + ":", StringComparison.Ordinal))
        {
            throw Paging.Refused();
        }
        var (key, no) = Paging.Read(cursor[(_name.Length + 1)..]);
        args["afterNo"] = no;
        if (_key is null)
        {
            return $"{_number} {than} @afterNo";
        }
        var text = Encoding.UTF8.GetString(key);
        args["afterKey"] = _isText ? text : Paging.Number(text);
        return $"({_key}, {_number}) {than} (@afterKey, @afterNo)";
    }

    /// <summary>Returns the cursor that continues after a row.</summary>
    /// <param name="key">The row's value of what the list is sorted by; not read where that is its number.</param>
    public string Cursor(string key, long no) =>
        _name is Latest
            ? no.ToString(CultureInfo.InvariantCulture)
            : $"{_name}:{Paging.Write(_key is null ? [] : Encoding.UTF8.GetBytes(key), no)}";

    private string Way => IsDescending ? " desc" : "";
}
