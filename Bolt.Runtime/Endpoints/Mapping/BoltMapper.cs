using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bolt.Authentication.CrossSite;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Sessions;
using Bolt.Diagnostics;
using Bolt.Endpoints.Mapping;
using Bolt.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bolt.Endpoints;

/// <summary>One run of <c>MapBolt()</c>: maps the generated endpoints and collects what they lack, to say it all in one message.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoltMapper
{
    /// <summary>How generated code looks up a handler: any method that the type itself declares. A constant, so that trimming keeps exactly what is looked up.</summary>
    public const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private const string CannotStart = "Bolt cannot start:";

    private readonly IEndpointRouteBuilder _endpoints;
    private readonly IServiceProviderIsService? _isService;
    private readonly BoltDataSource _routes;
    private HandlerMethods? _handlers;
    private readonly BackendNames _backends = new();
    private readonly OptionsValidationException? _optionsFailure;
    private readonly MissingContracts _contracts = new();
    private readonly SessionBackends? _sessions;
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>The routes that take <see cref="JwtIssuer"/>.</summary>
    private readonly List<string> _issuing = [];

    /// <summary>Begins.</summary>
    public BoltMapper(IEndpointRouteBuilder endpoints)
    {
        _endpoints = endpoints;
        var services = endpoints.ServiceProvider;
        _routes = new BoltDataSource(services);
        _isService = services.GetService<IServiceProviderIsService>();
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        ProblemDetails = services.GetService<IProblemDetailsService>();
        Metrics = services.GetService<BoltMetrics>() ?? new BoltMetrics(services.GetRequiredService<IMeterFactory>());
        CachesOutput = _isService?.IsService(typeof(IOutputCacheStore)) == true;
        Logger = services.GetService<ILoggerFactory>()?.CreateLogger("Bolt") ?? NullLogger.Instance;
        JsonOptions = services.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        if (JsonOptions.TypeInfoResolver is not null)
        {
            // Contracts are looked up here, and options that can still change create every contract again each time they are asked for it.
            JsonOptions.MakeReadOnly();
        }

        // What is wrong with any backend's options is said together, and with what the routes lack.
        _optionsFailure = Catch(() => Read(services.GetRequiredService<IOptions<BoltOptions>>().Value))
            ?? Catch(() => _ = services.GetService<IOptions<BackendOptionsCheck.Started>>()?.Value);
        _sessions = services.GetService<SessionBackends>();
        HasRefusals = HasSessions || services.GetService<IServiceProviderIsService>()?.IsService(typeof(RefreshTokens)) == true;
    }

    internal TimeProvider Time { get; }

    internal IProblemDetailsService? ProblemDetails { get; }

    internal BoltMetrics Metrics { get; }

    /// <summary>The application has an output cache.</summary>
    internal bool CachesOutput { get; }

    internal ILogger Logger { get; }

    internal JsonSerializerOptions JsonOptions { get; }

    internal CrossSiteCheck CrossSite { get; private set; } = new([]);

    /// <summary>Refusals may say why: the environment is Development, and nobody has switched it off. Each request is looked at, too.</summary>
    internal bool ExplainsRefusals { get; private set; }

    /// <summary>The application has sessions, so that any handler may write to one.</summary>
    internal bool HasSessions => _sessions is not null;

    /// <summary>Handlers may call what refuses by <see cref="BoltRefusedException"/>.</summary>
    internal bool HasRefusals { get; }

    /// <summary>Says whose methods the next handlers are.</summary>
    public void ForType(Type handlers) =>
        _handlers = new HandlerMethods(handlers);

    /// <summary>Maps one generated endpoint.</summary>
    /// <exception cref="InvalidOperationException">The method is not there.</exception>
    public void Map(BoltEndpoint endpoint, Func<MethodInfo?> handler)
    {
        endpoint.Method = _handlers?.Find(endpoint.Info.Method) ?? handler() ?? throw NotFound(endpoint.Info);
        _routes.Map(endpoint);
    }

    /// <summary>Maps one generated endpoint, whose handler a base type of the handler type declares.</summary>
    /// <exception cref="InvalidOperationException">The method is not there.</exception>
    public void MapInherited(BoltEndpoint endpoint, Func<MethodInfo?> handler)
    {
        endpoint.Method = handler() ?? throw NotFound(endpoint.Info);
        _routes.Map(endpoint);
    }

    /// <summary>A route that could not be emitted. It is not served; the log says so at every start.</summary>
    public void ReportUnmapped(string route, string handler, string reason) => BoltLog.RouteNotMapped(Logger, route, handler, reason);

    /// <summary>Ends: one builder over all endpoints.</summary>
    /// <exception cref="InvalidOperationException">Something a route needs is missing; the message lists everything.</exception>
    public IEndpointConventionBuilder Finish()
    {
        // With refresh tokens it is said by what checks those.
        if (_issuing.Count > 0 && !IsService(typeof(RefreshTokens)) && JwtIssuer.SigningProblem(_endpoints.ServiceProvider) is { } problem)
        {
            _missing.Add($"JwtIssuer cannot sign, and {string.Join(", ", _issuing)} need{(_issuing.Count == 1 ? "s" : "")} it: {problem}");
        }

        var missing = _missing.Concat(_contracts.Problems()).Select(static m => "- " + m).ToList();
        if (_optionsFailure is { } failure)
        {
            throw missing.Count == 0 ? failure : new OptionsValidationException(
                failure.OptionsName, failure.OptionsType, [string.Join('\n', [.. failure.Failures, failure.Message.Contains(CannotStart, StringComparison.Ordinal) ? "" : CannotStart, .. missing]).Replace("\n\n", "\n", StringComparison.Ordinal)]);
        }

        if (missing.Count > 0)
        {
            throw new InvalidOperationException(CannotStart + "\n" + string.Join('\n', missing));
        }

        _endpoints.DataSources.Add(_routes);
        return _routes;
    }

    private void Read(BoltOptions options)
    {
        CrossSite = new CrossSiteCheck(options.TrustedOrigins);
        ExplainsRefusals = options.ExplainRefusals && _endpoints.ServiceProvider.GetService<IHostEnvironment>()?.IsDevelopment() == true;
    }

    private static InvalidOperationException NotFound(BoltRouteInfo route) =>
        new($"Bolt cannot start: {route.Handler} of {route.Route} is not in its assembly as it was compiled. Rebuild the project.");

    internal TBackend Backend<TBackend>(BoltRouteInfo route, bool isChecked)
        where TBackend : class, IAuthenticationBackend
    {
        var type = typeof(TBackend);
        if (_optionsFailure is not null && IsService(type))
        {
            return null!; // Finish() throws: nothing is served.
        }

        if (_endpoints.ServiceProvider.GetService<TBackend>() is { } backend)
        {
            if (backend is ICookieAuthenticationBackend && !isChecked)
            {
                // A derived type is registered, or the backend's assembly is newer than the route's.
                _missing.Add($"{TypeName.InCode(backend.GetType())} accepts cookies and {route.Route} was compiled without a cross-site check, because {TypeName.InCode(type)} did not: "
                    + $"name {TypeName.InCode(backend.GetType())} in Auth, and rebuild the project.");
            }

            if (_backends.Other(backend) is { } other)
            {
                _missing.Add(BackendNames.Clash(other, backend));
            }

            return backend;
        }

        var add = type.GetCustomAttribute<RegisteredByAttribute>()?.Method;
        var argument = type.IsDefined(typeof(RegisteredByAttribute), inherit: false) ? "" : $"<{TypeName.InCode(type)}>";
        _missing.Add($"{TypeName.Full(type)} is not registered and {route.Route} authenticates with it: call "
            + (add is null ? $"services.AddSingleton<{TypeName.InCode(type)}>()." : $"services.AddBolt().{add}{argument}()."));
        return null!; // Finish() throws: nothing is served.
    }

    internal JsonTypeInfo<T> Json<T>(BoltRouteInfo route)
    {
        // Asked by type without reflection: the application's source-generated contexts answer.
        if (JsonOptions.TypeInfoResolver is not null && JsonOptions.TryGetTypeInfo(typeof(T), out var info))
        {
            return (JsonTypeInfo<T>)info;
        }

        _contracts.Add(typeof(T), route);
        return null!; // Finish() throws: nothing is served.
    }

    /// <summary>The contract of a body, which has to be a type that JSON can be read into.</summary>
    internal JsonTypeInfo<T> Body<T>(BoltRouteInfo route, string name)
    {
        JsonTypeInfo? known = null;
        if (JsonOptions.TypeInfoResolver is not null)
        {
            _ = JsonOptions.TryGetTypeInfo(typeof(T), out known);
        }

        if (!UnreadableTypes.IsUnreadable(typeof(T), known))
        {
            return Json<T>(route);
        }

        _missing.Add($"{TypeName.Full(typeof(T))} is not registered as a service, and JSON cannot be read into {(typeof(T).IsInterface ? "an interface" : "an abstract class")}, so {route.Route} cannot be given '{name}' ({route.Handler}): "
            + "register it, put [FromServices] on the parameter where it may be missing, or name derived types with [JsonDerivedType].");
        return null!; // Finish() throws: nothing is served.
    }

    /// <summary>
    /// The type of a parameter that names no source is a service. Dependency injection knows every <c>IEnumerable&lt;T&gt;</c>, and makes an empty one: as in controllers, it is a service where its items are.
    /// </summary>
    internal bool IsServiceParameter(Type type) =>
        IsService(type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0] : type);

    internal bool IsService(Type type) => _isService?.IsService(type) == true;

    internal void NeedsService(Type type, BoltRouteInfo route)
    {
        if (type == typeof(JwtIssuer) && IsService(type) && !_issuing.Contains(route.Route))
        {
            _issuing.Add(route.Route);
        }

        if (_isService is not null && !_isService.IsService(type))
        {
            _missing.Add($"{TypeName.Full(type)} is not registered as a service and {route.Route} needs it ({route.Handler})" + (Registration(type) is { } call ? $": call {call}." : "."));
        }
    }

    /// <summary>A handler takes the session, and the route names no backend of sessions.</summary>
    internal void NeedsSessions(BoltRouteInfo route)
    {
        if (_sessions is null)
        {
            _missing.Add($"There are no sessions and {route.Route} takes one ({route.Handler}): call services.AddBolt().AddSessions().");
        }
        else if (!_sessions.HasDefault)
        {
            _missing.Add($"There are several session backends, none of them is SessionAuthentication, and {route.Route} takes a session ({route.Handler}): name the backend in Auth.");
        }
    }

    internal void NoteBody(BoltEndpoint endpoint, string name)
    {
        if (endpoint.BodyName is { } first)
        {
            _missing.Add($"{endpoint.Info.Route} would read both '{first}' and '{name}' from the body: register one of their types as a service.");
        }

        endpoint.BodyName = name;
    }

    /// <summary>A failure of the options, which is kept until it is known what else is missing.</summary>
    private static OptionsValidationException? Catch(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (OptionsValidationException e)
        {
            return e;
        }
    }

    /// <summary>The call that registers a service of Bolt's.</summary>
    private static string? Registration(Type type) =>
        type == typeof(IRevocationStore) ? "services.AddBolt().AddRevocation<InMemoryRevocationStore>(), or with another store"
        : type == typeof(JwtIssuer) ? "services.AddBolt().AddJwt()"
        : type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IUserLoader<>) ? $"services.AddBolt().AddUsers<{TypeName.InCode(type.GetGenericArguments()[0])}, …>()"
        : null;
}
