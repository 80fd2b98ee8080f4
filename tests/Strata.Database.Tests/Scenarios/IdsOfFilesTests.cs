using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>
/// Two files may number different things alike: an id in a file binds only what it does not contradict (docs/adr/0025-ids-of-files.md).
/// </summary>
public sealed class IdsOfFilesTests
{
    private const string People = "id,name,email\n1,Ann Lee,ann@x.example\n2,Bob Ray,bob@x.example\n";
    private const string Others = "id,name,email\n1,Zed Quux,zed@other.example\n2,Yan Pok,yan@other.example\n";
    private const string Told =
        "2 records have the ids of other entities and nothing else in common with them: taken as new, and filed as possible duplicates";

    [Theory, DatabaseData]
    public async Task Unrelated_files_with_the_same_ids_do_not_overwrite_each_other(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Bob.IngestAsync("people.csv", People);
        await store.Alice.IngestAsync("people.csv", People);
        var others = await store.Alice.IngestAsync("others.csv", Others);

        others.Run!.Status.ShouldBe(RunStatus.Completed);
        others.Run.Errors.ShouldHaveSingleItem().ShouldBe(Told);
        (await NamesAsync(store.Alice)).ShouldBe(["Ann Lee", "Bob Ray", "Yan Pok", "Zed Quux"]);
        var pairs = await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), CancellationToken.None);
        pairs.Items.Select(p => p.Reason).ShouldBe(["external_id (email, name differ)", "external_id (email, name differ)"]);
        pairs.Items.ShouldAllBe(p => p.Probability == 0.5);

        // Read again, or in a newer export that says more, each finds its own.
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = others.SourceId }, null, CancellationToken.None);
        var newer = await store.Alice.IngestAsync("newer.csv", Others.Replace("zed@other", "zed@new", StringComparison.Ordinal));
        newer.Run!.Errors.ShouldBeEmpty();
        (await NamesAsync(store.Alice)).ShouldBe(["Ann Lee", "Bob Ray", "Yan Pok", "Zed Quux"]);
        (await store.Alice.FindEntitiesAsync("zed@new.example", "contact", ReadAt.Now, CancellationToken.None))
            .ShouldHaveSingleItem()
            .Json("name")
            .ShouldBe("\"Zed Quux\"");
        (await NamesAsync(store.Bob)).ShouldBe(["Ann Lee", "Bob Ray"]);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Alice.Verification.RebuildAsync(null, CancellationToken.None)).Changed.ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Transactions_of_two_accounts_with_the_same_numbers_are_all_kept(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync(
            "one.csv",
            "id,date,description,amount,currency\n1,2026-01-01,Rent,-900,EUR\n2,2026-01-02,Food,-20,EUR\n"
        );
        await store.Alice.IngestAsync(
            "two.csv",
            "id,date,description,amount,currency\n1,2025-07-01,Salary,3000,USD\n2,2025-07-02,Gift,50,USD\n"
        );

        (await store.Alice.ListAsync("transaction"))
            .Select(t => t.Json("description"))
            .Order()
            .ShouldBe(["\"Food\"", "\"Gift\"", "\"Rent\"", "\"Salary\""]);
    }

    [Theory, DatabaseData]
    public async Task A_record_that_nothing_but_its_id_identifies_is_known_by_its_place_where_that_is_anothers(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"external_id":"1","first_name":"Ann","last_name":"Lee"}""");
        var taken = await store.Alice.IngestAsync(
            "cast.csv",
            "id,first name,last name\n1,Zed,Quux\n",
            new IngestRequest { EntityType = "contact" }
        );
        await store.Alice.Sources.ReinterpretAsync(
            new() { SourceId = taken.SourceId, EntityType = "contact" },
            null,
            CancellationToken.None
        );

        (await store.Alice.ListAsync("contact")).Select(c => c.Json("last_name")).Order().ShouldBe(["\"Lee\"", "\"Quux\""]);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task One_changed_field_binds_and_so_does_what_callers_state(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("people.csv", People);
        var moved = await store.Alice.IngestAsync("moved.csv", "id,name,email\n1,Ann Lee,ann@new.example\n");
        var stated = await store.Alice.StoreAsync("contact", """{"external_id":"2","name":"Robert R.","email":"robert@x.example"}""");

        moved.Run!.Entities.ShouldHaveSingleItem().Created.ShouldBeFalse();
        moved.Run.Errors.ShouldBeEmpty();
        stated.Created.ShouldBeFalse();
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(2);
    }

    private static async Task<IEnumerable<string>> NamesAsync(IStrata user) =>
        (await user.ListAsync("contact")).Select(e => e.Fields["name"].GetString() ?? "").Order(StringComparer.Ordinal);
}
