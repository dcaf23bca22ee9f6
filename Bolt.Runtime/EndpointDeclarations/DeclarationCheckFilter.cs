using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using Bolt.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bolt.EndpointDeclarations;

/// <summary>
/// Names endpoints that nobody declared once all are mapped, those of branches too, and before the server listens; and what is mapped later when it is. Also Bolt's own endpoints that conventions have
/// made another than their line of the surface.
/// </summary>
internal sealed class DeclarationCheckFilter(DeclaredEndpoints endpoints, IOptions<BoltOptions> options, ILoggerFactory loggers) : IStartupFilter, IDisposable
{
    /// <summary>Set by <c>UseAuthorization()</c>, and by <c>WebApplication</c> where it adds that itself.</summary>
    private const string AuthorizationMiddlewareSet = "__AuthorizationMiddlewareSet";

    private readonly ILogger _logger = loggers.CreateLogger("Bolt");
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private IDisposable? _changes;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        endpoints.Start(app.Properties.ContainsKey(AuthorizationMiddlewareSet));
        if (endpoints.Source is { } source)
        {
            Check(isStart: true);
            _changes = ChangeToken.OnChange(source.GetChangeToken, () => Check(isStart: false));
        }
    };

    public void Dispose() => _changes?.Dispose();

    private void Check(bool isStart)
    {
        var mode = options.Value.UndeclaredEndpoints;
        var undeclared = Find(mustKnow: isStart && mode == Undeclared.Fail);
        if (isStart && mode == Undeclared.Fail && undeclared.Count > 0)
        {
            throw new InvalidOperationException(
                "Bolt cannot start: these endpoints do not say who may call them, and UndeclaredEndpoints is Fail.\n" + string.Join('\n', EndpointNames.First(undeclared).Select(static n => "- " + n))
                + "\nCall RequireAuthorization() or AllowAnonymous() on each, or make it a route of Bolt's.");
        }

        lock (_lock)
        {
            undeclared.RemoveAll(n => !_named.Add(n));
        }

        if (undeclared.Count > 0)
        {
            BoltLog.UndeclaredEndpoints(_logger, undeclared.Count, mode == Undeclared.Warn ? "anyone can call them" : "requests for them are refused with 403", List(undeclared));
        }

        var changed = SurfaceDifferences.Find(endpoints.Source!.Endpoints.OfType<RouteEndpoint>());
        lock (_lock)
        {
            changed.RemoveAll(n => !_named.Add(n));
        }

        if (changed.Count > 0)
        {
            BoltLog.EndpointsDifferFromSurface(_logger, changed.Count, List(changed));
        }
    }

    /// <summary>
    /// A program that only wants to be warned must not be kept from starting by a policy provider or a page that fails. After the start there is nobody to throw to but the data source that has
    /// changed: what is mapped then is refused anyway.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "The log says what failed.")]
    private List<string> Find(bool mustKnow)
    {
        try
        {
            // No request waits here: at start, and where a data source changes, there is no other way in.
            return endpoints.FindUndeclaredAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (!mustKnow)
        {
            BoltLog.EndpointsNotChecked(_logger, e);
            return [];
        }
    }

    private static string List(List<string> names) => string.Join("; ", EndpointNames.First(names));
}
