using System.Buffers.Binary;
using Strata.Testing;

namespace Strata.Runs;

/// <summary>What a run says of what it could not read names no part of the program and says what to do.</summary>
public sealed class LimitTextTests
{
    [Theory, DatabaseData]
    public async Task Limit_that_a_parser_came_to_is_told_with_a_way_out(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var deep = string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100));

        var run = (await store.Alice.IngestAsync("deep.xml", deep)).Run.ShouldNotBeNull();

        var error = run.Errors.ShouldHaveSingleItem();
        error.ShouldContain("deeper than 64");
        error.ShouldNotContain("Max");
        error.ShouldContain("flatter");
    }

    [Theory, DatabaseData]
    public async Task Limit_that_a_ZIP_would_expand_beyond_is_told_with_its_number_and_a_way_out(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var bomb = Office.Zip(("zeros.csv", "0"u8.ToArray()));
        var entry = bomb.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(entry + 24), 3_000_000_000);

        var run = (await store.Alice.IngestAsync("bomb.csv", bomb)).Run.ShouldNotBeNull();

        run.Errors.ShouldContain("zeros.csv: the ZIP would expand to more than 2147483648 bytes. Unpack it and take in the parts.");
        run.Errors.ShouldAllBe(error => !error.Contains("Max"));
    }

    [Theory, DatabaseData]
    public async Task Format_that_no_parser_reads_is_told_in_a_line_with_what_to_do(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);

        var run = (await store.Alice.IngestAsync("a.bin", [0, 1, 2, 3, 255, 254, 0, 9])).Run.ShouldNotBeNull();

        var error = run.Errors.ShouldHaveSingleItem();
        error.ShouldContain("Convert it");
        error.Length.ShouldBeLessThan(400);
    }
}
