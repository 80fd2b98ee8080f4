namespace Strata.Cli.Remote;

/// <summary>A path below /api/v1 and its parameters; null parameters are omitted.</summary>
/// <param name="path">Escaped.</param>
internal sealed class Query(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _joint = '?';

    public Query(FormattableString path)
        : this(string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(a => Uri.EscapeDataString($"{a}"))]))
    { }

    public Query With(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_joint).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _joint = '&';
        }
        return this;
    }

    public Query With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query With(string name, bool? value) => With(name, value is { } given ? (given ? "true" : "false") : null);

    public Query With(string name, DateTimeOffset? value) => With(name, value?.ToString("O", CultureInfo.InvariantCulture));

    public Query With(ReadAt at) => With("known_at", at.KnownAt).With("valid_at", at.ValidAt);

    public Query With(PageRequest page) => With("limit", page.Limit).With("cursor", page.Cursor);

    public override string ToString() => _text.ToString();
}
