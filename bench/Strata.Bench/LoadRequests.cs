using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Strata.Bench;

internal sealed record LoadKind(string Name, bool IsWrite);

internal readonly record struct LoadCall(LoadKind Kind, double Milliseconds, bool Failed);

/// <summary>
/// Requests of users drawn evenly, in a fixed mix: 40 % get, 20 % list, 15 % search, 15 % find, 6 % new invoice, 4 % correction.
/// </summary>
/// <param name="users">Of each the token, and ids of invoices.</param>
internal sealed class LoadRequests(IReadOnlyList<string[]> users, int entitiesOfAUser)
{
    private static readonly LoadKind Get = new("get with provenance", IsWrite: false);
    private static readonly LoadKind List = new("list by a field", IsWrite: false);
    private static readonly LoadKind Search = new("search", IsWrite: false);
    private static readonly LoadKind Find = new("find by identifier", IsWrite: false);
    private static readonly LoadKind Store = new("store one", IsWrite: true);
    private static readonly LoadKind Correct = new("correct", IsWrite: true);

    /// <summary>Numbers of invoices from here on are new: the stores that are measured are filled with lower ones.</summary>
    private const int FirstNew = 100_000_000;

    /// <summary>
    /// Fewer than this many invoices a second are stored, so that a later run has other numbers; they begin again after three years.
    /// </summary>
    private const int MaxInASecond = 10;

    private int _new = FirstNew + (int)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() % FirstNew * MaxInASecond);

    public (LoadKind Kind, HttpRequestMessage Request) Next()
    {
        var user = users[Random.Shared.Next(users.Count)];
        var id = user[1 + Random.Shared.Next(user.Length - 1)];
        var invoice = Random.Shared.Next(entitiesOfAUser);
        var (kind, request) = Random.Shared.Next(100) switch
        {
            < 40 => (Get, Read($"entities/{id}?provenance=true")),
            < 60 => (List, Read($"entities?type=invoice&limit=50&filter={Filter(invoice)}")),
            < 75 => (Search, Read($"search?text={Words(invoice)}")),
            < 90 => (Find, Read($"entities/find?identifier=INV-{invoice:D8}&type=invoice")),
            < 96 => (Store, Write("entities", new StructuredRequest { Entities = [New()] })),
            _ => (Correct, Write($"entities/{id}/correct", new CorrectRequest { Fields = Status(invoice) })),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user[0]);
        return (kind, request);
    }

    /// <summary>One invoice by its customer, an eighth by the vendor, a tenth by the total.</summary>
    private static string Filter(int invoice) =>
        (invoice % 3) switch
        {
            0 => $"customer:eq:Customer%20{invoice}",
            1 => "vendor:eq:Acme%20GmbH",
            _ => "total:lt:100",
        };

    private static string Words(int invoice) =>
        (invoice % 3) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"INV-{invoice:D8}"),
            1 => "acme",
            _ => string.Create(CultureInfo.InvariantCulture, $"Customer%20{invoice}"),
        };

    private StructuredEntity New() => Invoices.One(Random.Shared.Next(100_000), Interlocked.Increment(ref _new));

    private static IReadOnlyDictionary<string, System.Text.Json.JsonElement> Status(int invoice) =>
        Invoices.One(invoice, invoice).Fields.Where(f => f.Key == "status").ToDictionary();

    private static HttpRequestMessage Read(FormattableString path) => new(HttpMethod.Get, "/api/v1/" + FormattableString.Invariant(path));

    private static HttpRequestMessage Write<T>(string path, T body) =>
        new(HttpMethod.Post, "/api/v1/" + path) { Content = JsonContent.Create(body, options: StrataJson.Options) };
}
