namespace Strata.Schemas;

/// <summary>Purpose of a field, whatever its name (<c>x-strata.role</c>, in snake_case).</summary>
public enum FieldRole
{
    ExternalId,
    Title,
    Name,
    Description,
    Body,
    Tags,
    Status,

    /// <summary>Whether a task is done.</summary>
    Done,
    Type,

    /// <summary>The thing's own number: <c>invoice_number</c> of invoices.</summary>
    Number,

    /// <summary>Who sends the paper and is paid. A schema with this role describes papers.</summary>
    Vendor,
    VatId,
    Customer,
    CustomerNumber,
    CustomerVatId,
    Iban,

    /// <summary>The account that a posting belongs to.</summary>
    Account,
    Bic,
    Card,
    Cashier,
    PurchaseOrder,
    PaymentMethod,
    PaymentTerms,

    /// <summary>Date of a paper or posting.</summary>
    Date,
    Time,
    DueDate,
    Start,
    End,

    /// <summary>How it recurs: a rule of RFC 5545.</summary>
    Recurrence,

    /// <summary>Zone in which it recurs, by its tz database or Windows name.</summary>
    TimeZone,

    /// <summary>Starts at which it does not recur.</summary>
    Exceptions,

    /// <summary>How long before its end a contract must be given notice.</summary>
    NoticePeriod,
    Location,
    Address,
    Currency,
    Total,
    Subtotal,
    Tax,
    TaxRate,
    Shipping,
    Tip,
    Discount,
    AmountPaid,
    Balance,
    Debit,
    Credit,

    /// <summary>The other side of a posting.</summary>
    Counterparty,
    Email,
    Phone,
    Mobile,
    Fax,
    Url,
    Company,
    JobTitle,

    /// <summary>Parts of a line item, with <see cref="Description"/>.</summary>
    ArticleNumber,
    Unit,
    Quantity,
    UnitPrice,
    Amount,
}
