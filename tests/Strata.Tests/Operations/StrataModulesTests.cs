using System.Text.RegularExpressions;

namespace Strata.Operations;

public sealed class StrataModulesTests
{
    [Fact]
    public void Start_ends_naming_operations_whose_service_is_missing() =>
        Should
            .Throw<InvalidOperationException>(() => StrataModules.Check(new NoServices()))
            .Message.ShouldSatisfyAllConditions(
                m => m.ShouldContain("explain_duplicate (DuplicateQueries)"),
                m => m.ShouldContain("InterpretJob"),
                m => m.ShouldContain("StaleRuns")
            );

    [Fact]
    public void Every_job_handler_is_a_modules() =>
        typeof(StrataModules)
            .Assembly.GetTypes()
            .Where(t => t.IsAssignableTo(typeof(Jobs.IJobHandler)) && t.IsClass)
            .ShouldBe(StrataModules.All.SelectMany(m => m.Jobs), ignoreOrder: true);

    [Fact]
    public void Operations_have_names_of_their_own_and_examples_that_are_requests()
    {
        StrataModules.Operations.Select(o => o.Name).ShouldBeUnique();
        foreach (var operation in StrataModules.Operations)
        {
            operation.Examples.ShouldNotBeEmpty(operation.Name);
            foreach (var example in operation.Examples)
            {
                JsonSerializer.Deserialize(example, StrataJson.Options.GetTypeInfo(operation.RequestType)).ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public void Paths_name_required_fields_of_the_request()
    {
        foreach (var operation in StrataModules.Operations)
        {
            var named = Regex.Matches(operation.Route.Template, @"\{(\w+)\}").Select(m => m.Groups[1].Value);
            named.Except(operation.Fields.Where(f => f.IsRequired).Select(f => f.Name)).ShouldBeEmpty(operation.Name);
        }
    }

    [Fact]
    public void Bodies_have_no_fields_that_the_path_names()
    {
        foreach (var operation in StrataModules.Operations.Where(o => o.Route.HasBody))
        {
            OperationField
                .Of(operation.Route.Body ?? operation.RequestType)
                .ShouldAllBe(f => !operation.Route.Names(f.Name), operation.Name);
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
