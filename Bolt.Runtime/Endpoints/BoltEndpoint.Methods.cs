using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Bolt.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Endpoints;

/// <content>
/// Which methods come here. Conventions have the last word, and may speak when the request delegate exists already: the finished metadata is read when it is first needed, which is
/// behind all conventions, and not again.
/// </content>
public abstract partial class BoltEndpoint
{
    private IList<object> _metadata = [];
    private StrongBox<bool>? _mayBeHead;

    /// <summary>Reading the method of a request costs a look-up of the feature that holds it, once another feature has been set.</summary>
    private bool MayBeHead => (_mayBeHead ?? ReadMethods()).Value;

    private StrongBox<bool> ReadMethods() => _mayBeHead = new(!RouteMethods.IsGetOnly(LastMethods()));

    private IHttpMethodMetadata? LastMethods() => _metadata.OfType<IHttpMethodMetadata>().LastOrDefault();
}
