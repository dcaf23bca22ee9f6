namespace Clean.Inherited;

/// <summary>Routes of base classes, each served for groups that are as they should be.</summary>
public abstract class Store<T, TKey>
{
    [BoltGet("/", Name = null)]
    public IReadOnlyList<T> List(int page = 1) => [];

    [BoltGet("/{key}"), HasPermission("store.read")]
    public virtual T? Find(TKey key, AuthContext auth) => default;

    [BoltDelete("/{key}"), IsAdminUser]
    public void Delete(TKey key, AuthContext auth) { }
}

[BoltGroup("/inherited/books", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class Books : Store<string, int>;

[BoltGroup("/inherited/v1/cars", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
[BoltGroup("/inherited/v2/cars", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class Cars : Store<string, Guid>
{
    public override string? Find(Guid key, AuthContext auth) => auth.UserId;
}

/// <summary>Of a class that serves its own routes too.</summary>
[BoltGroup("/inherited/plain", Guards = [typeof(AllowAny)])]
public class Plain
{
    [BoltGet("/version")]
    public string Version() => "1";
}

[BoltGroup("/inherited/derived", Guards = [typeof(AllowAny)])]
public sealed class Derived : Plain;

/// <summary>For other assemblies to serve.</summary>
public abstract class Unserved<T>
{
    [BoltGet("/inherited/unserved")]
    public T? Get() => default;
}

/// <summary>Not a group: it serves nothing.</summary>
public sealed class NoGroup : Unserved<int>;

public abstract class Filtered
{
    [BoltGet("/inherited/filtered"), EndpointFilter<Filter>]
    public string Get() => "ok";

    internal sealed class Filter : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
    }
}

[BoltGroup(Guards = [typeof(AllowAny)])]
public sealed class FilteredGroup : Filtered;
