using System.Reflection;
using Connectors.Runtime.Capabilities;

namespace Connectors.Ats.Tests;

public class LauraViewTests
{
    private static readonly ConnectorDescriptor Laura = LauraConnector.Registration.Definition.Descriptor;

    [Theory]
    [InlineData("jobs", typeof(LauraJob), typeof(Job))]
    [InlineData("candidates", typeof(LauraCandidate), typeof(Candidate))]
    [InlineData("application_stages", typeof(LauraApplicationStage), typeof(ApplicationStage))]
    [InlineData("applications", typeof(LauraApplication), typeof(Application))]
    [InlineData("screening_questions", typeof(LauraScreeningQuestion), typeof(ScreeningQuestion))]
    [InlineData("job_screening_questions", typeof(LauraJobScreeningQuestion), typeof(JobScreeningQuestion))]
    public void A_view_has_the_covered_members_and_no_others(string model, Type view, Type record)
    {
        string[] storesOwn = ["id", "changed_at", "remote_deleted_at", "custom_fields"];
        var covered = Laura.Models.Single(m => m.Name == model).Fields
            .Where(f => f.Coverage == Coverage.Supported && !storesOwn.Contains(f.Name))
            .Select(f => Pascal(f.Name)).Order(StringComparer.Ordinal);
        var members = view.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(covered, members.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(members, p => Assert.Equal(record.GetProperty(p.Name)!.PropertyType, p.PropertyType));
        Assert.True(view.IsValueType);
    }

    [Fact]
    public void A_view_shows_the_record_itself()
    {
        var job = new Job { RemoteId = "1", Name = "Cook", JobCode = "C-1" };
        var view = new LauraJob(job);
        Assert.Equal("Cook", view.Name);
        Assert.Same(job, view.ToUnified());
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
