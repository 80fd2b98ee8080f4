using Strata.Database;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>What the driver says of PostgreSQL in trouble, and whether it costs a job an attempt.</summary>
public sealed class DatabaseTroubleTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statement_that_takes_too_long_takes_an_attempt_and_the_want_of_a_connection_does_not()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var alice = await test.AddUserAsync();
        var login = PostgreSqlUrl.Parse(test.Location);
        (login.MaxPoolSize, login.Timeout, login.CommandTimeout) = (1, 1, 1);
        await using var database = new PostgreSqlDatabase(login.ToString());

        var slow = await Should.ThrowAsync<Exception>(() =>
            database.ReadAsync(alice, c => c.QueryAsync<string>("select pg_sleep(30)::text as x where @user <> ''"), Token)
        );
        var refused = await database.ReadAsync(
            alice,
            async c =>
            {
                await c.QueryAsync<long>("select user_no from users where user_id = @user");
                return await Should.ThrowAsync<Exception>(() => database.UserExistsAsync(alice, Token));
            },
            Token
        );

        JobFailure.Of(slow).ShouldBeOfType<JobOutcome.Retry>();
        JobFailure.Of(refused).ShouldBeOfType<JobOutcome.Postponed>();
        DatabaseTrouble.Of(refused).ShouldNotBeNull().Passes.ShouldBeTrue();
    }
}
