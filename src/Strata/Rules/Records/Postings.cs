using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// Rows of a table that move an account, in order. Balance rows (<see cref="BalanceRows"/>) are no postings; a posting without a day has
/// that of the row above, because statements print each day once.
/// </summary>
internal sealed class Postings(SchemaDefinition schema)
{
    /// <summary>Limit on consecutive balance rows held back.</summary>
    private const int MaxHeld = 16;

    private readonly Dictionary<string, Role> _roles = new(StringComparer.Ordinal);
    private readonly List<Block> _held = [];
    private readonly List<RecordField> _day = [];
    private bool _begun;

    private enum Role
    {
        Other,
        Day,
        Amount,
        Balance,
        Words,
        Party,
    }

    /// <summary>Whether rows of the schema move an account.</summary>
    public static bool Are(SchemaDefinition schema) => schema.Fields.Values.Any(field => field.Signed);

    /// <summary>Whether the record is a table row, whose cells may be empty because the row above has the value.</summary>
    public static bool IsRow(Block record, bool isRendered) => isRendered || record.Fields.All(field => field.Json is null);

    public IEnumerable<TableRow> Of(IEnumerable<Block> rows)
    {
        foreach (var row in rows)
        {
            if (Said(row) is BalanceRows.Saying.Nothing)
            {
                foreach (var before in Held(isLast: false))
                {
                    yield return before;
                }
                _begun = true;
                yield return Dated(row);
            }
            else
            {
                _held.Add(row);
                foreach (var before in _held.Count > MaxHeld ? Held(isLast: false) : [])
                {
                    yield return before;
                }
            }
        }
        foreach (var last in Held(isLast: true))
        {
            yield return last;
        }
    }

    // Among postings a balance row has no day or amount of its own, or another balance beside it, as at the end of a page.
    private List<TableRow> Held(bool isLast)
    {
        var rows = new List<TableRow>(_held.Count);
        foreach (var row in _held)
        {
            var said = Said(row);
            var isAlone = !Has(row, Role.Day) || !Has(row, Role.Amount);
            if (isAlone || said != BalanceRows.Saying.Bare && (isLast || !_begun || _held.Count > 1))
            {
                // Rows after the last balance are no postings.
                if (!KeepDay(row))
                {
                    _day.Clear();
                }
                rows.Add(
                    new(row)
                    {
                        LeftOut =
                            $"{TableRow.Named(row)}: {(said == BalanceRows.Saying.Sum ? "sums up other rows" : "says a balance")} and is no record",
                    }
                );
            }
            else
            {
                _begun = true;
                rows.Add(Dated(row));
            }
        }
        _held.Clear();
        return rows;
    }

    /// <summary>
    /// Returns what a row says instead of a posting; nothing if it names a counterparty, or has an amount and another balance.
    /// </summary>
    private BalanceRows.Saying Said(Block row)
    {
        var said = BalanceRows.Saying.Nothing;
        var described = row.Fields.Any(field => IsDescription(field.Name) && !RecordReader.IsAbsent(field));
        string? amount = null,
            balance = null;
        var amounts = 0;
        foreach (var field in row.Fields)
        {
            if (RecordReader.IsAbsent(field))
            {
                continue;
            }
            switch (RoleOf(field.Name))
            {
                case Role.Party:
                    return BalanceRows.Saying.Nothing;
                case Role.Amount when HasDigit(field):
                    amount ??= field.Text.Trim();
                    amounts++;
                    break;
                case Role.Balance:
                    balance = field.Text.Trim();
                    break;
                case Role.Words when !described || IsDescription(field.Name):
                case Role.Day when !IsDay(field):
                    said = said == BalanceRows.Saying.Nothing ? BalanceRows.Of(field.Text) : said;
                    break;
            }
        }
        // A row of totals: money out, money in, and the balance.
        if (said == BalanceRows.Saying.Sum && amounts > 1 && !Has(row, Role.Day))
        {
            return said;
        }
        return amount is not null && balance is not null && amount != balance || said == BalanceRows.Saying.Sum && Has(row, Role.Day)
            ? BalanceRows.Saying.Nothing
            : said;
    }

    private TableRow Dated(Block row)
    {
        if (KeepDay(row) || _day.Count == 0 || !Has(row, Role.Amount))
        {
            return new(row);
        }
        var names = _day.ConvertAll(field => field.Name);
        return new(row with { Fields = [.. _day, .. row.Fields.Where(field => !names.Contains(field.Name))] }) { Dated = names[0] };
    }

    /// <returns>Whether the row has something in the day's place.</returns>
    private bool KeepDay(Block row)
    {
        var has = row.Fields.Any(field => RoleOf(field.Name) == Role.Day && !RecordReader.IsAbsent(field));
        if (has)
        {
            _day.Clear();
            _day.AddRange(row.Fields.Where(field => RoleOf(field.Name) == Role.Day && IsDay(field)));
        }
        return has;
    }

    private bool Has(Block row, Role role) =>
        row.Fields.Any(field =>
            RoleOf(field.Name) == role
            && !RecordReader.IsAbsent(field)
            && (role != Role.Day || IsDay(field))
            && (role != Role.Amount || HasDigit(field))
        );

    private static bool HasDigit(in RecordField field) => field.Text.AsSpan().ContainsAnyInRange('1', '9');

    // An unreadable date, or one without a year, is still a date.
    private static bool IsDay(in RecordField field) =>
        !RecordReader.IsAbsent(field)
        && (char.IsAsciiDigit(field.Text.AsSpan().Trim()[0]) || DateText.Parse(field.Text, true, out _) == DateText.Outcome.Read);

    private bool IsDescription(string name) => RoleOf(name) == Role.Words && FieldMatch.Find(schema, name)?.Role == FieldRole.Description;

    private Role RoleOf(string name)
    {
        if (!_roles.TryGetValue(name, out var role))
        {
            var field = FieldMatch.Find(schema, name);
            role =
                field is null ? Role.Other
                : field.Kind is FieldKind.Date or FieldKind.DateTime ? Role.Day
                : field.Signed || field.CountsAs is not null ? Role.Amount
                : field.Role == FieldRole.Balance ? Role.Balance
                : field.Role is FieldRole.Description or FieldRole.Type ? Role.Words
                : field.Sides is not null || field.Reference is not null ? Role.Party
                : Role.Other;
            _roles.Add(name, role);
        }
        return role;
    }
}
