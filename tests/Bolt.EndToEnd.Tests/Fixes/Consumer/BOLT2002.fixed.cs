using Bolt;

namespace Consumer;

public static class Unmatched
{
    [BoltGet("/unmatched/1/{page:int}", Guards = [typeof(AllowAny)])]
    public static int Renamed(int page) => page;

    [BoltGet("/unmatched/2/{size:int}", Guards = [typeof(AllowAny)])]
    public static int AlsoRenamed(int size) => size;
}
