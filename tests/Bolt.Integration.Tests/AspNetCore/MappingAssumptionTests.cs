using System.ComponentModel;
using System.Reflection;
using Bolt.Endpoints.Mapping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Integration.Tests;

/// <summary>
/// The assumptions of Bolt.Runtime/Endpoints/Mapping/README.md, one test each, asked of ASP.NET Core alone: no Bolt route is mapped here. When one fails after an update of ASP.NET Core, that page
/// says what depends on it.
/// </summary>
public sealed class MappingAssumptionTests
{
    private static readonly MethodInfo Method = typeof(MappingAssumptionTests).GetMethod(nameof(Handler), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Assumptions 1 and 2: group conventions, metadata, conventions, delegate, last words from the inside out.</summary>
    [Fact]
    public async Task TheOrderInWhichAnEndpointIsMade()
    {
        var order = new List<string>();
        await Make(Method, (step, _) => order.Add(step));
        Assert.Equal(["group convention", "metadata", "convention", "delegate", "finally", "group finally"], order);
    }

    /// <summary>Assumption 3: <c>Reveal</c> finds the stand-in in the metadata at the first group convention, which is the first to see the endpoint.</summary>
    [Fact]
    public async Task TheMethodIsInTheMetadataFromTheStart()
    {
        var seen = new Dictionary<string, bool>();
        await Make(new AttributelessMethod(Method), (step, b) => seen[step] = b.Metadata.OfType<AttributelessMethod>().Any());
        Assert.True(seen["group convention"]);
        Assert.True(seen["metadata"]);
    }

    /// <summary>Assumption 4: attributes are asked of the method that was handed over, and of nothing else.</summary>
    [Fact]
    public async Task AttributesAreThoseTheMethodSaysItHas()
    {
        Assert.Single((await Make(Method)).Metadata.OfType<DescriptionAttribute>());
        Assert.Empty((await Make(new AttributelessMethod(Method))).Metadata.OfType<DescriptionAttribute>());
    }

    /// <summary>Assumption 5: without a declaring type the method is still no lambda, and its name is shown.</summary>
    [Fact]
    public async Task TheNameIsShownWithoutADeclaringType() =>
        Assert.Equal("HTTP: GET /g/x => Handler", (await Make(new AttributelessMethod(Method))).DisplayName);

    [Description("an attribute")]
    private static string Handler() => "";

    private static async Task<Endpoint> Make(MethodInfo method, Action<string, EndpointBuilder>? note = null)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var group = app.MapGroup("/g");
        ((IEndpointConventionBuilder)group).Add(b => note?.Invoke("group convention", b));
        ((IEndpointConventionBuilder)group).Finally(b => note?.Invoke("group finally", b));
        var route = RouteHandlerServices.Map(
            group,
            "/x",
            static () => "",
            ["GET"],
            (_, options) =>
            {
                note?.Invoke("metadata", options!.EndpointBuilder!);
                return new RequestDelegateMetadataResult { EndpointMetadata = options!.EndpointBuilder!.Metadata.AsReadOnly() };
            },
            (_, options, metadata) =>
            {
                note?.Invoke("delegate", options.EndpointBuilder!);
                return new RequestDelegateResult(static _ => Task.CompletedTask, metadata?.EndpointMetadata ?? []);
            },
            method);
        route.Add(b => note?.Invoke("convention", b));
        route.Finally(b => note?.Invoke("finally", b));
        return Assert.Single(((IEndpointRouteBuilder)app).DataSources.SelectMany(static s => s.Endpoints));
    }
}
