using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>
/// Marks of credit and debit behind an amount: <c>12.00 DR</c>, <c>45,00 H</c>. Which sign they give depends on the field: on statements
/// debit is money out, and what a paper that somebody sends marks as credit is taken off. Everywhere else they say nothing for sure.
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

    // "12.00Dr": no gap is needed behind a figure.
    private static readonly Regex Close = new(
        @"^(?<amount>.*\d)(?<mark>[CD][Rr])\.?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private static readonly FrozenSet<string> Out = FrozenSet.ToFrozenSet(
        ["dr", "db", "debit", "soll", "s", "d"],
        StringComparer.OrdinalIgnoreCase
    );

    // Single letters behind the amounts of papers are classes of tax.
    private static readonly FrozenSet<string> TakenOff = FrozenSet.ToFrozenSet(["cr", "credit"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The length of the amount that a mark stands behind, and the mark; null where there is none.</summary>
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

    /// <summary>Whether an amount is written with a sign, in brackets, or with a mark of credit or debit.</summary>
    public static bool HasSign(string text) => text.AsSpan().ContainsAny("-−–+(") || Of(text.Trim()) is not null;

    /// <summary>The number with the sign that the mark behind it gives, or why it gives none.</summary>
    public static Reading Signed(Reading number, ReadOnlySpan<char> text, SchemaDefinition schema, SchemaField field, string mark)
    {
        if (number.Json is not { } json || json is "0")
        {
            return number;
        }
        var sign = SignOf(schema, field, mark);
        if (json[0] == '-' || text.Contains('+'))
        {
            // "-12.00 DR" says the same thing twice; a credit in brackets may be either.
            return IsOfAccount(schema, field) && sign < 0 == (json[0] == '-') ? number : Reading.Not(SignedTwice);
        }
        return sign switch
        {
            0 => Reading.Not(Unclear),
            < 0 => Reading.Of("-" + json) with { Currency = number.Currency },
            _ => number,
        };
    }

    /// <summary>Whether the field moves an account, or says what is in it, so that money out and in are told apart by its sign.</summary>
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
