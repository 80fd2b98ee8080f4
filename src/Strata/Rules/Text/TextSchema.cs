using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>What of a schema matters to running text.</summary>
internal sealed class TextSchema
{
    /// <summary>What a folded label ends with that is a name and a word for a number.</summary>
    public const string NumberWord = "no";

    /// <summary>The folded label of a date that no label names.</summary>
    public const string DateLabel = "date";

    private static readonly string[] NumberWords = [NumberWord, "number", "nr", "nummer", "n", "numero"];

    private readonly Dictionary<string, ValueReader> _readers = new(StringComparer.Ordinal);

    public TextSchema(SchemaDefinition schema)
    {
        Schema = schema;
        foreach (var name in schema.FieldOrder)
        {
            _readers.Add(name, new ValueReader(schema.Fields[name]));
        }
        Currency = FieldMatch.Currency(schema) is { } currency ? _readers[currency.Name] : null;
        Title =
            schema.TitleField is { } title
            && schema.Fields.TryGetValue(title, out var field)
            && field.Kind == FieldKind.String
            && field.Role is FieldRole.Title or FieldRole.Name
                ? _readers[title]
                : null;
        Body = Of(FieldRole.Body);
        Sender = Of(FieldRole.Vendor);
        Recipient = OfPaper(FieldRole.Customer);
        Iban = OfPaper(FieldRole.Iban);
        RecipientNumber = OfPaper(FieldRole.CustomerNumber);
        BankCode = OfPaper(FieldRole.Bic);
        DueDay = OfPaper(FieldRole.DueDate);
        Day = OfPaper(FieldRole.Date) is { Field.Kind: FieldKind.Date } day ? day : null;
        Time = OfPaper(FieldRole.Time);
        Payment = OfPaper(FieldRole.PaymentMethod);
        Total = OfPaper(FieldRole.Total);
        Subtotal = OfPaper(FieldRole.Subtotal);
        Tax = OfPaper(FieldRole.Tax);
        TaxNumber = OfPaper(FieldRole.VatId);
        RecipientTaxNumber = OfPaper(FieldRole.CustomerVatId);
        Extras = [.. new[] { OfPaper(FieldRole.Shipping), OfPaper(FieldRole.Tip) }.OfType<ValueReader>()];
        Discount = OfPaper(FieldRole.Discount);
        Paid = OfPaper(FieldRole.AmountPaid);
        Order = OfPaper(FieldRole.PurchaseOrder);
        Number = Of(FieldRole.Number);
        if (Number is not null)
        {
            NumberLabels = (from name in schema.Names from word in NumberWords select name + word).ToHashSet(StringComparer.Ordinal);
        }
        Tags = Of(FieldRole.Tags);
    }

    public SchemaDefinition Schema { get; }

    public ValueReader? Currency { get; }

    /// <summary>The field that a heading fills: the schema's title field, where it is called a title or a name.</summary>
    public ValueReader? Title { get; }

    /// <summary>Whether a first line without the mark of a heading is a title too: titles are lines, names stand anywhere.</summary>
    public bool TitleIsFirstLine => Title is not null && Body is not null;

    /// <summary>The field called body, text or content, which takes the whole text; null for schemas of forms.</summary>
    public ValueReader? Body { get; }

    public ValueReader? Tags { get; }

    /// <summary>For papers that somebody sends: who does; null for other schemas.</summary>
    public ValueReader? Sender { get; }

    /// <summary>For such papers: who they are to.</summary>
    public ValueReader? Recipient { get; }

    /// <summary>For such papers: the account to pay to.</summary>
    public ValueReader? Iban { get; }

    /// <summary>For such papers: the number that the sender knows the recipient by.</summary>
    public ValueReader? RecipientNumber { get; }

    /// <summary>For such papers: the code of the bank to pay to.</summary>
    public ValueReader? BankCode { get; }

    /// <summary>For such papers: the day to pay by.</summary>
    public ValueReader? DueDay { get; }

    /// <summary>For such papers: the day that a date without a label is.</summary>
    public ValueReader? Day { get; }

    /// <summary>For such papers: the time beside it.</summary>
    public ValueReader? Time { get; }

    /// <summary>For such papers: how they are paid.</summary>
    public ValueReader? Payment { get; }

    /// <summary>For such papers: what they come to.</summary>
    public ValueReader? Total { get; }

    /// <summary>For such papers: what they come to before tax.</summary>
    public ValueReader? Subtotal { get; }

    /// <summary>For such papers: the tax in what they come to.</summary>
    public ValueReader? Tax { get; }

    /// <summary>For such papers: the sender's tax number.</summary>
    public ValueReader? TaxNumber { get; }

    /// <summary>For such papers: the recipient's tax number.</summary>
    public ValueReader? RecipientTaxNumber { get; }

    /// <summary>For such papers: what else is added to the sum.</summary>
    public IReadOnlyList<ValueReader> Extras { get; } = [];

    /// <summary>For such papers: what is taken off.</summary>
    public ValueReader? Discount { get; }

    /// <summary>For such papers: what has been paid before.</summary>
    public ValueReader? Paid { get; }

    /// <summary>For such papers: the recipient's order.</summary>
    public ValueReader? Order { get; }

    /// <summary>The number that the thing itself has: <c>invoice_number</c> of invoices.</summary>
    public ValueReader? Number { get; }

    /// <summary>Folded labels of that number that are made of the schema's names: <c>honorarnoteno</c>.</summary>
    public IReadOnlySet<string> NumberLabels { get; } = new HashSet<string>();

    /// <summary>Reads the field with that role; null if none has it.</summary>
    public ValueReader? Of(FieldRole role) => Schema.Of(role) is { } field ? _readers[field.Name] : null;

    private ValueReader? OfPaper(FieldRole role) => Sender is null ? null : Of(role);

    public ValueReader? Reader(string folded) =>
        Schema.MatchFolded(folded) is { } field ? _readers[field.Name]
        : NumberLabels.Contains(folded) ? Number
        : null;

    /// <summary>The schema's one field of a kind; null where it has none or several.</summary>
    public ValueReader? Only(FieldKind kind)
    {
        var found = _readers.Values.Where(r => r.Field.Kind == kind).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;
    }
}
