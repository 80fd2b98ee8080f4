using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>
/// Marks of credit and debit after an amount: <c>12.00 DR</c>, <c>45,00 H</c>. Their sign depends on the field: on statements debit is
/// money out; on a paper, credit is subtracted. Elsewhere they are ambiguous.
/// </summary>
internal static class AmountSide
{
    public const string Unclear = "a mark of credit or debit that says no sign here";
    public const string SignedTwice = "has a sign and a mark of credit or debit";

    private const int MaxLength = 100;

    private static readonly Regex Marked = new(
        @"^(?<amount>.*[^\s(\[,;])[\s,;]*[(\[]?\b(?<mark>[CD][Rr]|[cd]r|DB|Credit|credit|CREDIT|Debit|debit|DEBIT|Soll|SOLL|Haben|HABEN|[SHCD])\.?[)\]]?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    // No gap is needed after a figure.
    private static readonly Regex Close = new(
        @"^(?<amount>.*\d)(?<mark>[CD][Rr])\.?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private static readonly FrozenSet<string> Out = FrozenSet.ToFrozenSet(
        ["dr", "db", "debit", "soll", "s", "d"],
        StringComparer.OrdinalIgnoreCase
    );

    // Single letters after amounts of papers are tax classes.
    private static readonly FrozenSet<string> TakenOff = FrozenSet.ToFrozenSet(["cr", "credit"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the length of the amount before a mark, and the mark; null if there is none.</summary>
    public static (int Length, string Mark)? Of(string text)
    {
        if (text.Length > MaxLength || !char.IsLetter(text.AsSpan().TrimEnd(".)] ") is [.., var last] ? last : ' '))
        {
            return null;
        }
        var match = Marked.Match(text) is { Success: true } apart ? apart : Close.Match(text);
        var amount = match.Groups["amount"];
        return match.Success && amount.ValueSpan.ContainsAnyInRange('0', '9') ? (amount.Length, match.Groups["mark"].Value) : null;
    }

    /// <summary>Whether an amount has a sign, brackets, or a mark of credit or debit.</summary>
    public static bool HasSign(string text) => text.AsSpan().ContainsAny("-−–+(") || Of(text.Trim()) is not null;

    /// <summary>Returns the number with the mark's sign, or why the mark gives none.</summary>
    public static Reading Signed(Reading number, ReadOnlySpan<char> text, SchemaDefinition schema, SchemaField field, string mark)
    {
        if (number.Json is not { } json || json is "0")
        {
            return number;
        }
        var sign = SignOf(schema, field, mark);
        if (json[0] == '-' || text.Contains('+'))
        {
            // A minus and a debit mark agree; a credit in brackets is ambiguous.
            return IsOfAccount(schema, field) && sign < 0 == (json[0] == '-') ? number : Reading.Not(SignedTwice);
        }
        return sign switch
        {
            0 => Reading.Not(Unclear),
            < 0 => Reading.Of("-" + json) with { Currency = number.Currency },
            _ => number,
        };
    }

    /// <summary>Whether the field is a movement or balance of an account, so that its sign gives the direction.</summary>
    public static bool IsOfAccount(SchemaDefinition schema, SchemaField field) =>
        field.Signed || field.Role == FieldRole.Balance && schema.Fields.Values.Any(other => other.Signed);

    private static int SignOf(SchemaDefinition schema, SchemaField field, string mark) =>
        IsOfAccount(schema, field)
            ? Out.Contains(mark)
                ? -1
                : 1
            : field.CountsAs is { } counted
                ? counted.IsNegative == Out.Contains(mark)
                    ? 1
                    : 0
                : schema.Of(FieldRole.Vendor) is not null && TakenOff.Contains(mark)
                    ? -1
                    : 0;
}
