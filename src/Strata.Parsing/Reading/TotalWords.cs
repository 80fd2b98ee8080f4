using System.Collections.Frozen;

namespace Strata.Parsing.Reading;

/// <summary>Recognizes the first cell of a table row that sums up the rows above it.</summary>
internal static class TotalWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "total",
        "totals",
        "grand total",
        "sum",
        "subtotal",
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "somme",
        "total général",
        "sub-total",
        "sub total",
        "endsumme",
        "sous-total",
        "totale",
        "suma",
        "subtotaal",
        "totaal",
        "totalt",
        "razem",
        "итого",
        "合计",
        "総計",
        "合計",
        "totales",
        "total general",
        "sumas",
        "totali",
        "totais",
        "totaux",
        "celkem",
        "součet",
        "összesen",
        "toplam",
        "genel toplam",
        "yhteensä",
        "i alt",
        "ukupno",
        "skupaj",
        "spolu",
        "σύνολο",
        "общо",
        "всего",
        "всього",
        "разом",
        "iš viso",
        "kopā",
        "kokku",
        "总计",
        "總計",
        "小计",
        "小計",
        "합계",
        "jumlah",
    }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsOne(ReadOnlySpan<char> cell) => Words.Contains(cell.Trim().TrimEnd(":."));
}
