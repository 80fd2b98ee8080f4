using Strata.Cli.Schemas;

namespace Strata.Cli.Entities;

/// <summary>
/// A condition as typed: <c>total&gt;100</c>, <c>vendor=Acme</c>, <c>due_date?</c>, <c>!due_date</c>, or REST's <c>total:gt:100</c>.
/// </summary>
internal sealed record FilterArgument(string Field, string Op, string? Value)
{
    // Longer signs come before their prefixes.
    private static readonly (string Sign, string Op)[] Signs =
    [
        (">=", "ge"),
        ("<=", "le"),
        ("!=", "ne"),
        ("^=", "prefix"),
        ("~=", "contains"),
        ("=", "eq"),
        (">", "gt"),
        ("<", "lt"),
    ];
    private static readonly string[] Ops = ["eq", "ne", "lt", "le", "gt", "ge", "prefix", "contains", "exists", "missing"];

    public static FilterArgument Parse(string text)
    {
        if (text.Split(':', 3) is [var field, var op, ..] parts && Ops.Contains(op))
        {
            return new FilterArgument(field, op, parts.Length == 3 ? parts[2] : null);
        }
        var at = text.AsSpan(Math.Min(1, text.Length)).IndexOfAny("><!^~=") + 1;
        foreach (var (sign, name) in Signs)
        {
            if (at > 0 && string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
            {
                return new FilterArgument(text[..at].Trim(), name, text[(at + sign.Length)..].Trim());
            }
        }
        return text switch
        {
            ['!', _, ..] => new FilterArgument(text[1..], "missing", null),
            [_, .., '?'] => new FilterArgument(text[..^1], "exists", null),
            _ => throw new UsageException(
                $"'{text}' is not a condition; try total>100, vendor=Acme, name^=Ac, name~=cme, due_date?, !due_date."
            ),
        };
    }

    /// <summary>Returns the filter with its value as JSON if that fits the field's type in the schema, else as text.</summary>
    public FieldFilter ToFilter(JsonElement? schema)
    {
        if (Value is null)
        {
            return new FieldFilter(Field, Op);
        }
        var isJson =
            Op is not ("prefix" or "contains") && SharedOptions.TryJson(Value) is { } json && SchemaFieldKinds.Allows(schema, Field, json);
        return new FieldFilter(Field, Op, isJson ? SharedOptions.TryJson(Value) : SharedOptions.Text(Value));
    }
}
