using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>A handler's attributes are metadata of its endpoint, as they are of a minimal API's, though nobody reads them by reflection.</summary>
public sealed class HandlerAttributeTests
{
    [Fact]
    public async Task MetadataHasWhatReflectionFinds()
    {
        await using var app = await Application.StartAsync();
        var compared = 0;
        foreach (var endpoint in Endpoints(app))
        {
            var method = endpoint.Metadata.GetMetadata<MethodInfo>()!;
            foreach (var attribute in method.GetCustomAttributes().Where(static a => IsMetadata(a.GetType())))
            {
                // Attributes are equal when their fields are, but arrays are not, and the guard that counts has been asked by other tests meanwhile.
                Assert.True(
                    endpoint.Metadata.Any(m => m.Equals(attribute) || (m is LabelAttribute label && label.ToString() == attribute.ToString()) || (m is Countable && attribute is Countable)),
                    $"{endpoint.DisplayName} lacks {attribute}: {string.Join(", ", endpoint.Metadata)}");
                compared++;
            }
        }

        Assert.True(compared >= 8, $"{compared} attributes");
    }

    [Fact]
    public async Task MetadataHasNothingElse()
    {
        await using var app = await Application.StartAsync();
        var method = typeof(Decorated).GetMethod(nameof(Decorated.All))!;
        var endpoint = Endpoints(app).Single(e => e.Metadata.GetMetadata<MethodInfo>() == method);
        Assert.Equal(
            method.GetCustomAttributes().Where(static a => IsMetadata(a.GetType())).Select(static a => a.ToString()).Order(),
            endpoint.Metadata.OfType<Attribute>().Select(static a => a.ToString()).Order());
        Assert.Equal("HTTP: GET /decorated => All", endpoint.DisplayName);
    }

    [Theory]
    [InlineData("/decorated/hidden", "hidden")]
    [InlineData("/decorated/inherited", "base")]
    [InlineData("/decorated/experimental", "experimental")]
    public async Task WhatGeneratedCodeCannotWriteIsReadByReflection(string pattern, string label)
    {
        await using var app = await Application.StartAsync();
        var endpoint = Endpoints(app).Single(e => e.RoutePattern.RawText == pattern);
        Assert.Contains(label, endpoint.Metadata.OfType<ILabel>().Select(static l => l.Text));
        Assert.Empty(endpoint.Metadata.OfType<BoltRouteAttribute>());
    }

    [Theory]
    [InlineData("/decorated/overloaded/{id}", typeof(int))]
    [InlineData("/decorated/overloaded", typeof(string))]
    public async Task OverloadsAreToldApart(string pattern, Type parameter)
    {
        await using var app = await Application.StartAsync();
        var method = Endpoints(app).Single(e => e.RoutePattern.RawText == pattern).Metadata.GetMetadata<MethodInfo>()!;
        Assert.Equal(parameter, Assert.Single(method.GetParameters()).ParameterType);
    }

    [Fact]
    public async Task EveryHandlerIsTheMethodThatCarriesTheRoute()
    {
        await using var app = await Application.StartAsync();
        Assert.All(Endpoints(app), static e => Assert.Contains(
            e.Metadata.GetMetadata<MethodInfo>()!.GetCustomAttributes<BoltRouteAttribute>(),
            r => e.RoutePattern.RawText!.EndsWith(r.Pattern.TrimStart('~', '/'), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AGuardIsTheInstanceThatDecides()
    {
        await using var app = await Application.StartAsync();
        var endpoint = Endpoints(app).Single(static e => e.RoutePattern.RawText == "/decorated/guarded");
        var guard = Assert.Single(endpoint.Metadata.OfType<Countable>());
        var before = guard.Calls;
        await app.Send("GET", "/decorated/guarded");
        Assert.Equal(before + 1, guard.Calls);
    }

    [Fact]
    public async Task TheNearerMetadataComesLater()
    {
        await using var app = await Application.StartAsync(map: static a => a.MapGroup("").WithMetadata(new LabelAttribute("group")).MapBolt().WithMetadata(new LabelAttribute("convention")));
        var endpoint = Endpoints(app).Single(static e => e.RoutePattern.RawText == "/decorated");
        Assert.Equal(["group", "first", "second", "convention"], endpoint.Metadata.OfType<LabelAttribute>().Select(static l => l.Text));
    }

    [Fact]
    public async Task TheGroupsLastWordComesBeforeTheGuards()
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            var group = a.MapGroup("");
            ((IEndpointConventionBuilder)group).Finally(static b =>
            {
                b.Metadata.Add(new AllowAnonymousAttribute());
                b.Metadata.Add(new AuthorizeAttribute());
            });
            group.MapBolt();
        });
        var endpoint = Endpoints(app).Single(static e => e.RoutePattern.RawText == "/jwt/me");
        Assert.Empty(endpoint.Metadata.OfType<IAllowAnonymous>());
        // Bolt's own policy beside it would cancel the default policy that a bare [Authorize] means.
        Assert.Empty(endpoint.Metadata.OfType<AuthorizationPolicy>());
    }

    [Fact]
    public async Task WhatAConventionSaysOfTheRouteDoesNotMakeItPublic()
    {
        await using var app = await Application.StartAsync(map: static a => a.MapGroup("").MapBolt().Add(static b =>
        {
            b.Metadata.Add(new BoltRouteInfo(["GET"], "/jwt/me", "Tokens.Me", [], [nameof(AllowAny)], allowsAnonymous: true));
            b.Metadata.Add(new AllowAnonymousAttribute());
        }));
        Assert.Empty(Endpoints(app).Single(static e => e.RoutePattern.RawText == "/jwt/me").Metadata.OfType<IAllowAnonymous>());
    }

    [Fact]
    public async Task AGroupsConventionSeesTheHandler()
    {
        var seen = new List<MethodInfo>();
        await using var app = await Application.StartAsync(map: a =>
        {
            var group = a.MapGroup("");
            ((IEndpointConventionBuilder)group).Add(b => seen.AddRange(b.Metadata.OfType<MethodInfo>()));
            group.MapBolt();
        });
        var endpoints = Endpoints(app).ToList();
        Assert.Equal(endpoints.Count, seen.Count);
        Assert.Contains(typeof(Decorated).GetMethod(nameof(Decorated.All)), seen);
        Assert.All(seen, static m => Assert.NotNull(m.DeclaringType));
    }

    [Fact]
    public async Task AConventionThatComesTooLateIsAnError()
    {
        IEndpointConventionBuilder? bolt = null;
        await using var app = await Application.StartAsync(map: a => bolt = a.MapBolt());
        _ = Endpoints(app).Count();
        Assert.Throws<InvalidOperationException>(() => bolt!.Add(static _ => { }));
        Assert.Throws<InvalidOperationException>(() => bolt!.Finally(static _ => { }));
    }

    [Fact]
    public async Task EveryBuildHasItsOwnFilters()
    {
        EndpointDataSource? inner = null;
        await using var app = await Application.StartAsync(map: a =>
        {
            var group = a.MapGroup("/api").AddEndpointFilter(static (_, _) => ValueTask.FromResult<object?>("filtered"));
            group.MapBolt();
            inner = ((IEndpointRouteBuilder)group).DataSources.Single();
        });
        Assert.Equal("filtered", await Body());
        // Asked for inside of its group, the same route has neither its prefix nor its filters, and takes them from nobody.
        var http = new DefaultHttpContext { RequestServices = app.Services, Response = { Body = new MemoryStream() } };
        await inner!.Endpoints.Single(static e => e.DisplayName == "HTTP: GET /decorated => All").RequestDelegate!(http);
        Assert.Equal("all"u8.ToArray(), ((MemoryStream)http.Response.Body).ToArray());
        Assert.Equal("filtered", await Body());

        async Task<string> Body() => await (await app.Send("GET", "/api/decorated")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<RouteEndpoint> Endpoints(Application app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Not what the compiler adds, and not Bolt's own, for which <see cref="IBoltSecurityMetadata"/> speaks.</summary>
    private static bool IsMetadata(Type type) =>
        type.Assembly != typeof(BoltRouteAttribute).Assembly && type.Namespace != "System.Runtime.CompilerServices" && type.Namespace != "System.Diagnostics";
}

internal interface ILabel
{
    string Text { get; }
}

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class LabelAttribute(string text, params int[] numbers) : Attribute, ILabel
{
    public string Text => text;

    public DayOfWeek Day { get; set; }

    public Type? Type { get; init; }

    public string? Nothing { get; set; } = "set";

    public object? Anything;

    public override string ToString() => $"{Text} {string.Join(',', numbers)} {Day} {Type} {Nothing} {Anything}";
}

[AttributeUsage(AttributeTargets.Method)]
internal class BaseLabelAttribute : Attribute, ILabel
{
    public string Text => "base";
}

[AttributeUsage(AttributeTargets.Method)]
[Experimental("TEST001")]
internal sealed class ExperimentalLabelAttribute : Attribute, ILabel
{
    public string Text => "experimental";
}

[AttributeUsage(AttributeTargets.Method)]
[Conditional("NOT_DEFINED_ANYWHERE")]
internal sealed class LeftOutAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class Countable : Guard
{
    public int Calls { get; private set; }

    public override GuardResult Evaluate(GuardContext context)
    {
        Calls++;
        return GuardResult.Allow;
    }
}

internal abstract class DecoratedBase
{
    [BaseLabel]
    public abstract string Inherited();
}

[BoltGroup("/decorated")]
internal sealed class Decorated : DecoratedBase
{
    [BoltGet("", Guards = [typeof(AllowAny)])]
    [Label("first", 1, 2, Day = DayOfWeek.Friday, Type = typeof(List<string?>), Nothing = null, Anything = (byte)3)]
    [Label("second", Anything = DayOfWeek.Monday)]
    [LeftOut]
    [Obsolete("\"old\"\n")]
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static string All() => "all";

    [BoltGet("hidden", Guards = [typeof(AllowAny)])]
    [Hidden]
    public static string HiddenAttribute_() => "hidden";

    [BoltGet("inherited", Guards = [typeof(AllowAny)])]
    public override string Inherited() => "inherited";

#pragma warning disable TEST001 // what this tests
    [BoltGet("experimental", Guards = [typeof(AllowAny)])]
    [ExperimentalLabel]
    public static string Experimental() => "experimental";
#pragma warning restore TEST001

    [BoltGet("overloaded/{id}", Guards = [typeof(AllowAny)])]
    public static string Overloaded(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [BoltGet("overloaded", Guards = [typeof(AllowAny)])]
    public static string Overloaded(string text) => text;

    [BoltGet("guarded")]
    [Countable]
    public static string Guarded() => "guarded";

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class HiddenAttribute : Attribute, ILabel
    {
        public string Text => "hidden";
    }
}
