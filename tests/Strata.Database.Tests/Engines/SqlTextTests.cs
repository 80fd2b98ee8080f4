namespace Strata.Database.Tests.Engines;

public class SqlTextTests
{
    [Theory]
    [InlineData("select @user, @a, @user", "select $1, $2, $1")]
    [InlineData("x IN_LIST(@ids) and u = @user", "x = any($1) and u = $2")]
    [InlineData("select '@a', \"@b\", 'it''s @c' -- @d\n/* @e */ @user", "select '@a', \"@b\", 'it''s @c' -- @d\n/* @e */ $1")]
    [InlineData("a @> @user", "a @> $1")]
    [InlineData("my_IN_LIST(@user)", "my_IN_LIST($1)")]
    public void Names_become_numbers_outside_of_strings_and_comments(string sql, string expected) =>
        SqlText.Parse(Engine.PostgreSql, sql).Sql.ShouldBe(expected);

    [Fact]
    public void List_is_read_from_json_on_sqlite() =>
        SqlText.Parse(Engine.Sqlite, "x IN_LIST( @ids )").Sql.ShouldBe("x in (select value from json_each(?1))");

    [Fact]
    public void List_of_one_is_compared_as_one_value_and_longer_lists_as_lists()
    {
        var text = SqlText.Parse(Engine.PostgreSql, "a IN_LIST(@a) and b IN_LIST(@b) and c IN_LIST(@c) and c <> all(@c)");
        var arguments = new StatementArgument[]
        {
            new(new List<long> { 7 }, typeof(List<long>)),
            new(new[] { "x", "y" }, typeof(string[])),
            new(new long[] { 3 }, typeof(long[])),
        };

        text.WithSingles(arguments).ShouldBe("a = $1 and b = any($2) and c = any($3) and c <> all($3)");

        arguments[0].ShouldBe(new StatementArgument(7L, typeof(long)));
        arguments[2].Value.ShouldBe(new long[] { 3 });
    }

    [Theory]
    [InlineData("select 1", false)]
    [InlineData("select deleted, updates from t", false)]
    [InlineData("select 'insert' -- update", false)]
    [InlineData("with x as (insert into t values (1) returning a) select a from x", true)]
    [InlineData("UPDATE t set a = 1", true)]
    public void Statement_that_may_write_is_told_from_one_that_reads(string sql, bool writes) =>
        SqlText.Parse(Engine.Sqlite, sql).Writes.ShouldBe(writes);
}
