using Strata.Testing;

namespace Strata.Documents;

/// <summary>Values of files in encodings that nothing in them names: stored as they were meant, and led back to their bytes.</summary>
public sealed class LegacyEncodingTests
{
    [Theory, DatabaseData]
    public async Task Values_are_those_that_were_written_and_lead_to_their_bytes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);

        foreach (
            var (codePage, title, name, other) in new[]
            {
                (1251, "Windows-1251", "Игорь Ёлкин", "Анна Смирнова"),
                (932, "Shift_JIS", "ポール田中", "佐藤花子"),
                (949, "EUC-KR", "김철수", "이영희 서울특별시"),
            }
        )
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
            var bytes = encoding.GetBytes($"name,email\n{name},a{codePage}@example.com\n{other},b{codePage}@example.com\n");
            var run = (
                await store.Alice.IngestAsync($"contacts-{codePage}.csv", bytes, new IngestRequest { EntityType = "contact" })
            ).Run.ShouldNotBeNull();

            run.Status.ShouldBe(RunStatus.Completed);
            run.Errors.ShouldContain(e => e.Contains($"read as {title}"), string.Join("; ", run.Errors));
            var contact = (
                await store.Alice.FindEntitiesAsync($"a{codePage}@example.com", "contact", ReadAt.Now, CancellationToken.None)
            ).ShouldHaveSingleItem();
            contact.Fields["name"].GetString().ShouldBe(name);
            var from = await store.Alice.Entities.GetProvenanceAsync(contact.EntityId, "name", ReadAt.Now, CancellationToken.None);
            from.Quote.ShouldBe(name);
            from.Locator.ShouldNotBeNull();
            encoding.GetString(bytes.AsSpan((int)from.Locator.Start, (int)from.Locator.Length)).ShouldBe(name);
        }

        (await store.Alice.Verification.VerifyAsync(deep: true, null, CancellationToken.None)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Text_states_what_it_says(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var bytes = CodePagesEncodingProvider
            .Instance.GetEncoding(1251)!
            .GetBytes("Name: Игорь Ёлкин\nEmail: igor@example.com\nCity: Нижний Новгород\n");

        var run = (await store.Alice.IngestAsync("contact.txt", bytes, new IngestRequest { EntityType = "contact" })).Run.ShouldNotBeNull();

        var id = run.Entities.ShouldHaveSingleItem().EntityId;
        (await store.Alice.GetAsync(id)).Fields["name"].GetString().ShouldBe("Игорь Ёлкин");
        var from = await store.Alice.Entities.GetProvenanceAsync(id, "name", ReadAt.Now, CancellationToken.None);
        from.Quote.ShouldBe("Игорь Ёлкин");
        (await store.Alice.Verification.VerifyAsync(null, CancellationToken.None)).Ok.ShouldBeTrue();
    }
}
