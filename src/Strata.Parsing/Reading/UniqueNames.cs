namespace Strata.Parsing.Reading;

/// <summary>
/// Keeps values of one name apart: the second is <c>name#2</c>, the third <c>name#3</c>. Counting goes on from a name's last number; from 2
/// each time, it would be quadratic for a repeated name.
/// </summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    public string Of(string name)
    {
        var unique = name;
        while (!_taken.Add(unique))
        {
            var n = _last.GetValueOrDefault(name, 1) + 1;
            _last[name] = n;
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}#{n}");
        }
        return unique;
    }

    public void Clear()
    {
        _taken.Clear();
        _last.Clear();
    }
}
