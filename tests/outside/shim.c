/* A PKCS#11 module that passes calls on to the one in ZICHA_TEST_MODULE and misbehaves as
 * ZICHA_TEST_CARD says, the way some cards and proxies do. For Linux, where the function list is a
 * version and 68 pointers (PKCS#11 v2.40, CK_FUNCTION_LIST). */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long number;

struct list {
    unsigned char version[2];
    void *calls[68];
};

enum { TOKEN_INFO = 6, MECHANISM_LIST = 7, LOGIN = 18, SIGN_INIT = 42, SIGN = 43 };
enum { SHA256_RSA_PKCS = 0x40, FLAGS_AT = 96 };

static struct list ours, *real;

static int is(const char *mode) {
    const char *set = getenv("ZICHA_TEST_CARD");
    return set && strcmp(set, mode) == 0;
}

static number token_info(number slot, unsigned char *info) {
    number (*call)(number, unsigned char *) = real->calls[TOKEN_INFO];
    number code = call(slot, info);
    number flags;
    memcpy(&flags, info + FLAGS_AT, sizeof flags);
    if (is("last-try"))
        flags |= 0x20000;
    if (is("locked"))
        flags |= 0x40000;
    if (is("pin-pad"))
        flags |= 0x100;
    memcpy(info + FLAGS_AT, &flags, sizeof flags);
    return code;
}

/* A token that does not hash by itself. */
static number mechanism_list(number slot, number *list, number *count) {
    number (*call)(number, number *, number *) = real->calls[MECHANISM_LIST];
    number code = call(slot, list, count), kept = 0;
    if (code == 0 && list && is("no-hash")) {
        for (number at = 0; at < *count; at++)
            if (list[at] != SHA256_RSA_PKCS)
                list[kept++] = list[at];
        *count = kept;
    }
    return code;
}

/* A PIN pad: no PIN comes from the program, the reader knows it. */
static number login(number session, number user, unsigned char *pin, number length) {
    number (*call)(number, number, unsigned char *, number) = real->calls[LOGIN];
    if (is("pin-pad")) {
        if (pin != NULL)
            return 0x7; /* CKR_ARGUMENTS_BAD */
        pin = (unsigned char *)getenv("ZICHA_TEST_PIN");
        length = strlen((char *)pin);
    }
    return call(session, user, pin, length);
}

/* A token that claims to hash by itself, and then does not. */
static number sign_init(number session, number *mechanism, number key) {
    number (*call)(number, number *, number) = real->calls[SIGN_INIT];
    if (is("claims-hash") && mechanism[0] == SHA256_RSA_PKCS)
        return 0x70; /* CKR_MECHANISM_INVALID */
    return call(session, mechanism, key);
}

static number sign(number session, unsigned char *data, number length, unsigned char *signature, number *room) {
    number (*call)(number, unsigned char *, number, unsigned char *, number *) = real->calls[SIGN];
    if (is("removed"))
        return 0x32; /* CKR_DEVICE_REMOVED */
    if (is("proxy") && (signature == NULL || *room < 2048))
        return 0x150; /* CKR_BUFFER_TOO_SMALL */
    number code = call(session, data, length, signature, room);
    if (code == 0 && signature && is("garbles"))
        signature[*room / 2] ^= 1;
    return code;
}

number C_GetFunctionList(struct list **list) {
    void *library = dlopen(getenv("ZICHA_TEST_MODULE"), RTLD_NOW);
    number (*get)(struct list **) = library ? dlsym(library, "C_GetFunctionList") : NULL;
    if (get == NULL || get(&real) != 0)
        return 0x6; /* CKR_FUNCTION_FAILED */
    ours = *real;
    ours.calls[TOKEN_INFO] = token_info;
    ours.calls[MECHANISM_LIST] = mechanism_list;
    ours.calls[LOGIN] = login;
    ours.calls[SIGN_INIT] = sign_init;
    ours.calls[SIGN] = sign;
    ours.calls[3] = C_GetFunctionList;
    *list = &ours;
    return 0;
}
