using System.Collections.Generic;
using System.Linq;
using Bolt.Testing.Credentials;
using Bolt.Testing.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Testing.Matrix;

/// <summary>One of Bolt's endpoints of a host in this process, for one of its methods.</summary>
internal sealed class RouteUnderTest
{
    private readonly System.IServiceProvider _services;

    public RouteUnderTest(RouteEndpoint endpoint, string method, TestHost host)
    {
        _services = host.Services;
        (Endpoint, Method) = (endpoint, method);
        Info = endpoint.Metadata.GetMetadata<BoltRouteInfo>()!;
        Pattern = endpoint.RoutePattern.RawText is { } text ? "/" + text.TrimStart('/') : Info.Pattern;
        Name = $"{method} {Pattern}";
        Credentials = [.. (endpoint.Metadata.GetMetadata<IBoltBackendMetadata>()?.Backends ?? []).Select(host.CredentialsOf)];
        Guards = [.. Info.Details.Select((guard, i) => new GuardRule(guard.Name, guard.NeedsIdentity, guard.Permissions, IsSatisfied(i, host.Options)))];
        if (Info.NeedsCaller)
        {
            Guards = [.. Guards, GuardRule.OfHandler()];
        }

        OwnGuards = [.. Info.Details.Select((guard, i) => (guard.Name, Type: Info.Checks?[i]?.GetType()))
            .Where(static g => g.Type is not null).Select(static g => (g.Name, Bolt.Hosting.TypeName.InCode(g.Type!)))];
    }

    public RouteEndpoint Endpoint { get; }

    public string Method { get; }

    public BoltRouteInfo Info { get; }

    public string Pattern { get; }

    public string Name { get; }

    public IReadOnlyList<BackendCredentials> Credentials { get; }

    public IReadOnlyList<GuardRule> Guards { get; }

    private IReadOnlyList<(string Text, string Type)> OwnGuards { get; }

    /// <summary>What has to be matched besides the path.</summary>
    public string? Host => Endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts is { Count: > 0 } hosts ? hosts[0].Replace("*.", "www.", System.StringComparison.Ordinal).Replace(":*", "", System.StringComparison.Ordinal) : null;

    public string? ContentType => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is { Count: > 0 } types ? types[0] : null;

    /// <summary>ASP.NET Core's authorization is asked besides the guards.</summary>
    public bool HasAuthorization => Endpoint.Metadata.Any(static m => m is IAuthorizeData or IAuthorizationRequirementData);

    /// <summary>What is asked has to be what is declared, before anything else is worth looking at. A route without a guard refuses everyone and asks nobody.</summary>
    public string? BackendDifference
    {
        get
        {
            var asked = Credentials.Select(static b => b.Backend).ToList();
            return (asked.Count == 0 && Info.Guards.Count == 0) || (asked.Count == Info.Auth.Count && asked.Zip(Info.Auth).All(a => IsNamed(a.First, a.Second))) ? null : Finding.Details(
                $"{Name} asks other backends than it declares.", Name, string.Join(", ", Info.Auth.DefaultIfEmpty("none")), string.Join(", ", asked.Select(static b => NameOf(b.GetType())).DefaultIfEmpty("none")));
        }
    }

    /// <summary>The line that makes a guard verifiable.</summary>
    public string Satisfy(string guard) =>
        OwnGuards.FirstOrDefault(g => g.Text == guard).Type is { } type ? $"write WithBolt(o => o.Satisfy<{type}>(services => …)) to arrange that it lets everyone pass" : "its guard is not known";

    public bool Is(Microsoft.AspNetCore.Http.Endpoint? matched) =>
        ReferenceEquals(matched, Endpoint)
        || (matched is RouteEndpoint route && ReferenceEquals(route.Metadata.GetMetadata<BoltRouteInfo>(), Info) && route.RoutePattern.RawText == Endpoint.RoutePattern.RawText);

    /// <summary>A type that derives from the declared one may be registered in its place.</summary>
    private bool IsNamed(IAuthenticationBackend backend, string name)
    {
        for (var type = backend.GetType(); type is not null; type = type.BaseType)
        {
            if (NameOf(type) == name)
            {
                return type == backend.GetType() || ReferenceEquals(_services.GetService(type), backend);
            }
        }

        return false;
    }

    private static string NameOf(System.Type type) =>
        type == typeof(JwtAuthentication) ? JwtAuthentication.DefaultName : type == typeof(ApiKeyAuthentication) ? ApiKeyAuthentication.DefaultName
        : type == typeof(SessionAuthentication) ? SessionAuthentication.DefaultName : Bolt.Hosting.TypeName.Full(type);

    private bool IsSatisfied(int guard, BoltTestOptions options) => Info.Checks?[guard]?.GetType() is { } type && options.Satisfied.ContainsKey(type);
}
